package dev.periscope.operator.admission;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import org.jboss.logging.Logger;

/**
 * Keeps {@code caBundle} right in the MutatingWebhookConfiguration {@value #NAME}, which deploy/manifests/admission.yaml
 * applies. Needs {@code get} and {@code patch} on that one object.
 */
final class WebhookConfiguration {

    /** Name of the configuration. */
    static final String NAME = "periscope-operator";

    /** Name of its one webhook. */
    static final String WEBHOOK = "mirrorsessions.periscope.dev";

    private static final Logger LOG = Logger.getLogger(WebhookConfiguration.class);

    private final KubernetesClient client;

    WebhookConfiguration(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Writes the bundle unless it stands there already.
     *
     * @throws IllegalStateException if there is no such configuration, or not with that webhook
     * @throws io.fabric8.kubernetes.client.KubernetesClientException if the API server does not let it
     */
    void publish(String caBundle) {
        var resource = client.admissionRegistration()
                .v1()
                .mutatingWebhookConfigurations()
                .withName(NAME);
        MutatingWebhookConfiguration found = resource.get();
        MutatingWebhook webhook = found == null
                ? null
                : found.getWebhooks().stream()
                        .filter(w -> w.getName().equals(WEBHOOK))
                        .findFirst()
                        .orElse(null);
        if (webhook == null) {
            throw new IllegalStateException("MutatingWebhookConfiguration " + NAME + ": expected the webhook " + WEBHOOK
                    + "; apply deploy/manifests/admission.yaml, or set PERISCOPE_OWNERS_STAMPED=false");
        }
        if (!caBundle.equals(webhook.getClientConfig().getCaBundle())) {
            // Strategic: the list's entries are merged by name, and nothing else is touched.
            resource.patch(
                    PatchContext.of(PatchType.STRATEGIC_MERGE),
                    "{\"webhooks\":[{\"name\":\"" + WEBHOOK + "\",\"clientConfig\":{\"caBundle\":\"" + caBundle
                            + "\"}}]}");
            LOG.infof("caBundle of MutatingWebhookConfiguration %s published", NAME);
        }
    }
}
