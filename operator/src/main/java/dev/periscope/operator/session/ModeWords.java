package dev.periscope.operator.session;

import dev.periscope.crds.v1alpha1.AgentMode;
import dev.periscope.crds.v1alpha1.AgentStatus;
import dev.periscope.crds.v1alpha1.Reasons;

/** Says for people where an agent runs and why there. */
final class ModeWords {

    private ModeWords() {}

    /** @return the reason of a condition AgentReady that holds */
    static String reason(AgentStatus agent) {
        if (agent.because() != null) {
            return agent.because();
        }
        return agent.mode() == AgentMode.Pod ? Reasons.POD : Reasons.EPHEMERAL;
    }

    /** @return one sentence */
    static String sentence(AgentStatus agent) {
        String environment = agent.environment() == null
                ? ""
                : agent.environment().equals("Process")
                        ? "; the environment is that of the target's process"
                        : "; the environment is that of the pod's specification (what the image sets is missing)";
        if (agent.mode() == AgentMode.Ephemeral) {
            return "the agent runs in the target pod " + agent.pod() + environment;
        }
        String own = "the agent runs as the pod " + agent.pod() + " of its own"
                + (Reasons.TARGETLESS.equals(agent.because()) ? "" : ", so connections come from that pod's address");
        return own + because(agent.because() == null ? "" : agent.because()) + environment;
    }

    private static String because(String reason) {
        return switch (reason) {
            case Reasons.TARGETLESS -> ": the session has no target";
            case Reasons.HEAD_ROOM_UNKNOWN ->
                ": the target pod has a memory limit, and what is left under it is unknown without the metrics API;"
                        + " agent.mode Ephemeral insists";
            case Reasons.HEAD_ROOM_TOO_SMALL ->
                ": less than 96 MiB are left under the target pod's memory limit; agent.mode Ephemeral insists";
            case Reasons.TOO_MANY_ENDED_AGENTS ->
                ": eight ended agents lie in the target pod; they go when the pod is replaced";
            case Reasons.RETREATED -> ": an agent left the target pod because memory ran short there";
            case Reasons.START_DEADLINE ->
                ": an agent in the target pod missed its start deadline; is the pod short of CPU?";
            case Reasons.POD_SECURITY -> ": pod security does not let an agent into the target pod";
            case Reasons.REFUSED -> ": the API server refused an agent in the target pod";
            default -> "";
        };
    }
}
