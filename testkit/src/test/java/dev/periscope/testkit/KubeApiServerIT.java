package dev.periscope.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

@WithKubeApiServer
class KubeApiServerIT {
    private final KubeApiServer api;
    private final KubernetesClient client;

    KubeApiServerIT(KubeApiServer api, KubernetesClient client) {
        this.api = api;
        this.client = client;
    }

    @Test
    void appliesOnTheServerSide() {
        ConfigMap wanted = configMap(api.namespace(), "settings");

        ConfigMap applied = client.resource(wanted).fieldManager("test").serverSideApply();

        assertThat(applied.getMetadata().getManagedFields())
                .extracting("manager", "operation")
                .containsExactly(Tuple.tuple("test", "Apply"));
    }

    @Test
    void givesEachTestANamespaceOfItsOwn() {
        assertThat(api.namespace()).isNotEqualTo(api.namespace());
    }

    @Test
    void refusesAUserUntilARoleIsBound() {
        String namespace = api.namespace();
        ApiUser alice = ApiUser.of("alice", "developers");
        try (KubernetesClient asAlice = api.client(alice)) {
            assertThatThrownBy(() -> asAlice.configMaps().inNamespace(namespace).list())
                    .isInstanceOfSatisfying(
                            KubernetesClientException.class,
                            refusal -> assertThat(refusal.getCode()).isEqualTo(403));

            client.resource(new RoleBindingBuilder()
                            .withNewMetadata()
                            .withName("developers")
                            .withNamespace(namespace)
                            .endMetadata()
                            .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "cluster-admin")
                            .addNewSubject("rbac.authorization.k8s.io", "Group", "developers", "")
                            .build())
                    .create();

            await().ignoreExceptions()
                    .untilAsserted(() -> assertThat(asAlice.configMaps()
                                    .inNamespace(namespace)
                                    .list()
                                    .getItems())
                            .isEmpty());
        }
    }

    @Test
    void seesAServiceAccountAsAPodWouldBeSeen() {
        AuditLog.Mark mark = api.audit().mark();
        try (KubernetesClient operator = api.client(ApiUser.serviceAccount("periscope-system", "operator"))) {
            assertThatThrownBy(() -> operator.pods().inAnyNamespace().list())
                    .hasMessageContaining("system:serviceaccount:periscope-system:operator");
        }

        assertThat(api.audit().since(mark, "fabric8-kubernetes-client/"))
                .extracting(AuditEvent::user, AuditEvent::what, AuditEvent::code)
                .contains(Tuple.tuple("system:serviceaccount:periscope-system:operator", "list pods", 403));
    }

    @Test
    void impersonatesAUserForTheAdministrator() {
        Config config = api.impersonating(ApiUser.of("bob", "testers")).build();
        try (KubernetesClient asBob = new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(new JdkHttpClientFactory())
                .build()) {
            assertThatThrownBy(() -> asBob.secrets().inNamespace("default").list())
                    .hasMessageContaining("\"bob\" cannot list resource \"secrets\"");
        }
    }

    @Test
    void countsEachRequestOnce() {
        String namespace = api.namespace();
        AuditLog.Mark mark = api.audit().mark();

        client.resource(configMap(namespace, "counted")).create();
        client.configMaps().inNamespace(namespace).withName("counted").delete();

        assertThat(api.audit().since(mark))
                .filteredOn(event -> event.namespace().equals(namespace))
                .extracting(AuditEvent::what)
                .containsExactly("create configmaps", "delete configmaps");
    }

    @Test
    void keepsWhatIsStoredOverACrash() {
        String namespace = api.namespace();
        client.resource(configMap(namespace, "kept")).create();

        api.restart();

        assertThat(client.configMaps().inNamespace(namespace).withName("kept").get())
                .isNotNull();
    }

    @Test
    void refusesConnectionsWhileKilled() {
        Config impatient =
                api.config(ApiUser.ADMIN).withRequestRetryBackoffLimit(0).build();
        api.kill();
        try (KubernetesClient caller = new KubernetesClientBuilder()
                .withConfig(impatient)
                .withHttpClientFactory(new JdkHttpClientFactory())
                .build()) {
            assertThatThrownBy(() -> caller.namespaces().list()).isInstanceOf(KubernetesClientException.class);
        } finally {
            api.start();
        }
    }

    @Test
    void writesAKubeconfigForOtherPrograms() {
        Config config = Config.fromKubeconfig(api.kubeconfig(ApiUser.ADMIN).toFile());
        try (KubernetesClient other = new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(new JdkHttpClientFactory())
                .build()) {
            assertThat(other.namespaces().list().getItems())
                    .extracting(namespace -> namespace.getMetadata().getName())
                    .containsAll(List.of("default", "kube-system"));
        }
    }

    private static ConfigMap configMap(String namespace, String name) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .addToData("key", "value")
                .build();
    }
}
