package dev.periscope.operator.it;

import static org.awaitility.Awaitility.await;

import dev.periscope.crds.v1alpha1.MirrorSession;
import dev.periscope.operator.admission.Admission;
import dev.periscope.testkit.KubeApiServer;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The operator's webhook, with the operator's rights, for one namespace. The configuration is the manifest's but for how
 * the API server gets here: there is no Service network in the test.
 */
final class AdmissionHarness implements AutoCloseable {

    private static final String NAME = "periscope-operator";

    private final KubernetesClient admin;
    private final String namespace;
    private final OperatorHarness operator;
    private final String authority;
    final Admission admission;

    AdmissionHarness(KubeApiServer api, OperatorHarness operator, String namespace, Clock clock) {
        this.admin = api.client();
        this.namespace = namespace;
        this.operator = operator;
        this.authority = api.authority().certificate();
        this.admission = admission(clock);
        admission.start("127.0.0.1", 0);
    }

    private Admission admission(Clock clock) {
        return new Admission(
                operator.client,
                operator.vertx,
                operator.registry,
                operator.identities().tokens(),
                OperatorHarness.NAMESPACE,
                List.of("periscope-operator.periscope-system.svc", "127.0.0.1"),
                new SecureRandom(),
                clock);
    }

    /** Applies the configuration as deploy/manifests/admission.yaml does. */
    AdmissionHarness configure() {
        admin.resource(configuration(admin, admission.port(), namespace))
                .forceConflicts()
                .serverSideApply();
        return this;
    }

    /** Waits until the API server asks the webhook and trusts it. */
    AdmissionHarness awaitAsked() {
        admission.maintain();
        MirrorSession trial = new MirrorSession();
        trial.setMetadata(new ObjectMetaBuilder()
                .withName("trial")
                .withNamespace(namespace)
                .build());
        trial.setSpec(Shop.targetless());
        await().ignoreException(KubernetesClientException.class)
                .atMost(Duration.ofSeconds(20))
                .until(() ->
                        admin.resource(trial).dryRun().create().getMetadata().getAnnotations() != null);
        return this;
    }

    /** Puts another certificate where the operator's belongs. */
    void tamper() {
        admin.admissionRegistration()
                .v1()
                .mutatingWebhookConfigurations()
                .withName(NAME)
                .edit(c -> {
                    c.getWebhooks()
                            .getFirst()
                            .getClientConfig()
                            .setCaBundle(
                                    Base64.getEncoder().encodeToString(authority.getBytes(StandardCharsets.US_ASCII)));
                    return c;
                });
    }

    String caBundle() {
        return admin.admissionRegistration()
                .v1()
                .mutatingWebhookConfigurations()
                .withName(NAME)
                .require()
                .getWebhooks()
                .getFirst()
                .getClientConfig()
                .getCaBundle();
    }

    static MutatingWebhookConfiguration configuration(KubernetesClient admin, int port, String namespace) {
        MutatingWebhookConfiguration manifest = (MutatingWebhookConfiguration) OperatorHarness.load(
                        admin, Path.of(System.getProperty("periscope.root")).resolve("deploy/manifests/admission.yaml"))
                .getFirst();
        String path =
                manifest.getWebhooks().getFirst().getClientConfig().getService().getPath();
        return new MutatingWebhookConfigurationBuilder(manifest)
                .editFirstWebhook()
                .editClientConfig()
                .withService(null)
                .withUrl("https://127.0.0.1:" + port + path)
                .endClientConfig()
                .withNewNamespaceSelector()
                .withMatchLabels(Map.of("kubernetes.io/metadata.name", namespace))
                .endNamespaceSelector()
                .endWebhook()
                .build();
    }

    @Override
    public void close() {
        remove(admin);
        admission.close();
    }

    /** Takes away configuration and keys: the API server is shared with other tests, whose webhooks have other names. */
    static void remove(KubernetesClient admin) {
        admin.admissionRegistration()
                .v1()
                .mutatingWebhookConfigurations()
                .withName(NAME)
                .delete();
        admin.secrets()
                .inNamespace(OperatorHarness.NAMESPACE)
                .withName("periscope-webhook")
                .delete();
    }
}
