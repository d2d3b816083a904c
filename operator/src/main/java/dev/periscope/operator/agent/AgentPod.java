package dev.periscope.operator.agent;

import dev.periscope.crds.v1alpha1.Labels;
import dev.periscope.operator.identity.Identities;
import dev.periscope.operator.settings.Settings;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodFluent;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;

/**
 * An agent as a pod of its own, owned by its session, without a token. It takes over what decides how the target
 * resolves names, so that short names and host aliases mean the same.
 */
public final class AgentPod {

    private static final Quantity CPU_REQUEST = new Quantity("50m");
    private static final Quantity MEMORY_REQUEST = new Quantity("80Mi");
    private static final Quantity MEMORY_LIMIT = new Quantity("160Mi");

    private AgentPod() {}

    /** @return the pod, for a server-side apply */
    public static Pod of(AgentPlan plan, Settings settings, Identities identities) {
        PodBuilder pod = new PodBuilder()
                .withNewMetadata()
                .withName(plan.agent().name())
                .withNamespace(plan.session().getMetadata().getNamespace())
                .addToLabels(Labels.MANAGED_BY, Labels.PERISCOPE)
                .addToLabels(Labels.SESSION_UID, plan.sessionUid())
                .addToLabels(Labels.SESSION, label(plan.session().getMetadata().getName()))
                .addToLabels(Labels.GENERATION, Integer.toString(plan.agent().generation()))
                .withOwnerReferences(owner(plan))
                .endMetadata();
        PodFluent<PodBuilder>.SpecNested<PodBuilder> spec = pod.withNewSpec()
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withRestartPolicy("Never")
                .withTerminationGracePeriodSeconds(5L)
                .withContainers(new ContainerBuilder()
                        .withName("agent")
                        .withImage(settings.agentImage())
                        .withImagePullPolicy(settings.imagePullPolicy())
                        .withEnv(AgentContainer.environment(plan, settings, identities))
                        .withSecurityContext(AgentContainer.restricted(plan))
                        .withNewResources()
                        .addToRequests("cpu", CPU_REQUEST)
                        .addToRequests("memory", MEMORY_REQUEST)
                        .addToLimits("memory", MEMORY_LIMIT)
                        .endResources()
                        .build());
        plan.target().map(Pod::getSpec).ifPresent(target -> resolveAs(target, spec));
        return spec.endSpec().build();
    }

    private static void resolveAs(PodSpec target, PodFluent<PodBuilder>.SpecNested<PodBuilder> spec) {
        // A pod on the host's network resolves as its node does unless it says otherwise; the agent's stays in the
        // cluster.
        if (!Boolean.TRUE.equals(target.getHostNetwork())) {
            spec.withDnsPolicy(target.getDnsPolicy());
        }
        spec.withDnsConfig(target.getDnsConfig()).withHostAliases(target.getHostAliases());
    }

    private static OwnerReference owner(AgentPlan plan) {
        return new OwnerReferenceBuilder()
                .withApiVersion(plan.session().getApiVersion())
                .withKind(plan.session().getKind())
                .withName(plan.session().getMetadata().getName())
                .withUid(plan.sessionUid())
                .withController(true)
                .build();
    }

    /** Label values end at 63 characters; names of objects do not. The UID beside it is exact. */
    private static String label(String name) {
        String cut = name.length() <= 63 ? name : name.substring(0, 63);
        return cut.replaceAll("[^A-Za-z0-9]+$", "");
    }
}
