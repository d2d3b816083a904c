package dev.periscope.operator.agent;

import dev.periscope.operator.identity.Identities;
import dev.periscope.operator.settings.Settings;
import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.api.model.EphemeralContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;

/**
 * An agent as an ephemeral container. Resources, ports, probes and life-cycle hooks may not be set on one; neither can
 * it be changed or removed once it is there.
 */
public final class EphemeralAgent {

    private EphemeralAgent() {}

    /** @return the container */
    static EphemeralContainer container(AgentPlan plan, Settings settings, Identities identities) {
        EphemeralContainerBuilder builder = new EphemeralContainerBuilder()
                .withName(plan.agent().name())
                .withImage(settings.agentImage())
                .withImagePullPolicy(settings.imagePullPolicy())
                .withTerminationMessagePolicy("File")
                .withEnv(AgentContainer.environment(plan, settings, identities))
                .withSecurityContext(AgentContainer.restricted(plan));
        if (plan.tied()) {
            builder.withTargetContainerName(plan.container());
        }
        return builder.build();
    }

    /**
     * @return a strategic merge patch for {@code pods/ephemeralcontainers}; the UID in it makes the API server refuse a
     *     pod that took the same name since
     */
    public static Pod patch(AgentPlan plan, Settings settings, Identities identities) {
        return new PodBuilder()
                .withNewMetadata()
                .withUid(plan.agent().podUid())
                .endMetadata()
                .withNewSpec()
                .withEphemeralContainers(container(plan, settings, identities))
                .endSpec()
                .build();
    }
}
