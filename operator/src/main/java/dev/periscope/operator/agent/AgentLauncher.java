package dev.periscope.operator.agent;

import dev.periscope.crds.v1alpha1.AgentMode;
import dev.periscope.crds.v1alpha1.Labels;
import dev.periscope.operator.identity.Identities;
import dev.periscope.operator.settings.Settings;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Optional;

/**
 * Creates agents, and deletes those that are pods. Both may be repeated: a second time changes nothing. Needs
 * {@code patch} on pods/ephemeralcontainers, and {@code create}, {@code patch} and {@code delete} on pods.
 */
public final class AgentLauncher {

    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(Labels.FIELD_MANAGER)
            .withForce(true)
            .build();
    private static final PatchContext STRATEGIC = new PatchContext.Builder()
            .withPatchType(PatchType.STRATEGIC_MERGE)
            .withFieldManager(Labels.FIELD_MANAGER)
            .build();

    private final KubernetesClient client;
    private final Settings settings;
    private final Identities identities;

    /** The client is not closed by this. */
    public AgentLauncher(KubernetesClient client, Settings settings, Identities identities) {
        this.client = client;
        this.settings = settings;
        this.identities = identities;
    }

    /**
     * @return the API server's refusal, if it is one
     * @throws KubernetesClientException for whatever a retry may cure
     */
    public Optional<Refusal> launch(AgentPlan plan) {
        try {
            if (plan.agent().mode() == AgentMode.Ephemeral) {
                addToTarget(plan);
            } else {
                client.resource(AgentPod.of(plan, settings, identities)).patch(APPLY);
            }
            return Optional.empty();
        } catch (KubernetesClientException e) {
            Optional<Refusal> refusal = Refusal.of(e);
            if (refusal.isEmpty()) {
                throw e;
            }
            return refusal;
        }
    }

    private void addToTarget(AgentPlan plan) {
        Pod patch = EphemeralAgent.patch(plan, settings, identities);
        client.pods()
                .inNamespace(plan.session().getMetadata().getNamespace())
                .withName(plan.agent().pod())
                .subresource("ephemeralcontainers")
                .patch(STRATEGIC, client.getKubernetesSerialization().asJson(patch));
    }

    /** Deletes an agent's own pod; one that is gone already is fine. */
    public void delete(Pod pod) {
        client.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .withGracePeriod(2)
                .delete();
    }
}
