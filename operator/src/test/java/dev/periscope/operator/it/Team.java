package dev.periscope.operator.it;

import dev.periscope.testkit.ApiUser;
import dev.periscope.testkit.KubeApiServer;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** People with rights of their own in one namespace. */
final class Team implements AutoCloseable {

    private final KubeApiServer api;
    private final String namespace;
    private final Map<ApiUser, KubernetesClient> clients = new ConcurrentHashMap<>();

    Team(KubeApiServer api, String namespace) {
        this.api = api;
        this.namespace = namespace;
    }

    KubernetesClient client(ApiUser user) {
        return clients.computeIfAbsent(user, this::connect);
    }

    /** A failure is to be seen at once, and not when it was tried ten times. */
    private KubernetesClient connect(ApiUser user) {
        return new KubernetesClientBuilder()
                .withConfig(api.config(user).withRequestRetryBackoffLimit(0).build())
                .build();
    }

    /** They do with sessions what they like, as far as RBAC is concerned. */
    void developers(String... users) {
        for (String user : users) {
            grant(
                    "developer",
                    user,
                    rule("periscope.dev", "mirrorsessions")
                            .withVerbs("get", "list", "create", "update", "patch", "delete")
                            .build());
        }
    }

    void administrator(String user) {
        grant(
                "administrator",
                user,
                rule("periscope.dev", "mirrorsessions").withVerbs("administer").build());
    }

    void mayRead(String secret, String user) {
        grant(
                "reads-" + secret,
                user,
                rule("", "secrets").withResourceNames(secret).withVerbs("get").build());
    }

    private static PolicyRuleBuilder rule(String group, String resource) {
        return new PolicyRuleBuilder().withApiGroups(group).withResources(resource);
    }

    private void grant(String role, String user, PolicyRule rule) {
        KubernetesClient admin = api.client();
        admin.resource(new RoleBuilder()
                        .withNewMetadata()
                        .withName(role)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withRules(rule)
                        .build())
                .serverSideApply();
        admin.resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withName(role + "-" + user.replace(':', '.'))
                        .withNamespace(namespace)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "Role", role)
                        .addNewSubject("rbac.authorization.k8s.io", "User", user, null)
                        .build())
                .serverSideApply();
    }

    @Override
    public void close() {
        clients.values().forEach(KubernetesClient::close);
    }
}
