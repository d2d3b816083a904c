package dev.periscope.operator.agent;

import dev.periscope.operator.identity.Identities;
import dev.periscope.operator.settings.Settings;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import java.util.List;

/** What both kinds of agents have in common: environment and security context. */
final class AgentContainer {

    private AgentContainer() {}

    /** The environment of the agent's process. The token stands in the pod's specification for ever: it serves once. */
    static List<EnvVar> environment(AgentPlan plan, Settings settings, Identities identities) {
        int generation = plan.agent().generation();
        return List.of(
                variable("PERISCOPE_SESSION_UID", plan.sessionUid()),
                variable("PERISCOPE_GENERATION", Integer.toString(generation)),
                variable("PERISCOPE_CONTROL", settings.controlAddress().toString()),
                variable("PERISCOPE_OPERATOR_KEY_HASH", identities.operator().keyHash()),
                variable("PERISCOPE_TOKEN", identities.tokens().issue(plan.sessionUid(), generation)),
                variable("PERISCOPE_TARGET_CONTAINER_TIED", Boolean.toString(plan.tied())));
    }

    /** Fits the pod security standard "restricted". */
    static SecurityContext restricted(AgentPlan plan) {
        return new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withRunAsNonRoot(true)
                .withRunAsUser(plan.agent().runAsUser())
                .withRunAsGroup(plan.agent().runAsGroup())
                .withNewCapabilities()
                .addToDrop("ALL")
                .endCapabilities()
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .build();
    }

    private static EnvVar variable(String name, String value) {
        return new EnvVarBuilder().withName(name).withValue(value).build();
    }
}
