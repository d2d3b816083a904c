package dev.periscope.operator.agent;

import dev.periscope.crds.v1alpha1.AgentMode;
import dev.periscope.crds.v1alpha1.AgentStatus;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the cluster shows of an agent's container. */
public sealed interface AgentSighting {

    /** It is not there: not created yet, or not seen yet, or its pod is gone. */
    record Absent(boolean podGone) implements AgentSighting {}

    /** It has not started; both texts are the kubelet's or the scheduler's. */
    record Waiting(String reason, String message) implements AgentSighting {}

    /** Its process runs. */
    record Running() implements AgentSighting {}

    /** Its process ended; {@code message} is what it wrote to its termination log. */
    record Ended(int exitCode, String reason, String message) implements AgentSighting {}

    /** @return what is seen of that agent in its pod, which is empty when the pod is not there */
    static AgentSighting of(AgentStatus agent, Optional<Pod> pod) {
        boolean other = pod.isPresent()
                && agent.podUid() != null
                && !agent.podUid().equals(pod.get().getMetadata().getUid());
        if (pod.isEmpty() || other) {
            return new Absent(true);
        }
        return agent.mode() == AgentMode.Ephemeral ? ephemeral(agent.name(), pod.get()) : ownPod(pod.get());
    }

    private static AgentSighting ephemeral(String name, Pod pod) {
        boolean created = pod.getSpec().getEphemeralContainers().stream()
                .anyMatch(c -> c.getName().equals(name));
        if (!created) {
            return new Absent(false);
        }
        return statuses(pod).stream()
                .filter(status -> status.getName().equals(name))
                .findFirst()
                .map(AgentSighting::of)
                .orElseGet(() -> new Waiting("Created", ""));
    }

    private static AgentSighting ownPod(Pod pod) {
        if (pod.getStatus() != null && !pod.getStatus().getContainerStatuses().isEmpty()) {
            return of(pod.getStatus().getContainerStatuses().getFirst());
        }
        if (pod.getStatus() != null && "Failed".equals(pod.getStatus().getPhase())) {
            return new Ended(
                    -1, text(pod.getStatus().getReason()), text(pod.getStatus().getMessage()));
        }
        List<PodCondition> conditions =
                pod.getStatus() == null ? List.of() : pod.getStatus().getConditions();
        return conditions.stream()
                .filter(c -> "PodScheduled".equals(c.getType()) && "False".equals(c.getStatus()))
                .findFirst()
                .map(c -> new Waiting(text(c.getReason()), text(c.getMessage())))
                .orElseGet(() -> new Waiting("Created", ""));
    }

    private static AgentSighting of(ContainerStatus status) {
        ContainerState state = status.getState();
        if (state != null && state.getTerminated() != null) {
            Integer code = state.getTerminated().getExitCode();
            return new Ended(
                    code == null ? -1 : code,
                    text(state.getTerminated().getReason()),
                    text(state.getTerminated().getMessage()));
        }
        if (state != null && state.getRunning() != null) {
            return new Running();
        }
        return state != null && state.getWaiting() != null
                ? new Waiting(
                        text(state.getWaiting().getReason()),
                        text(state.getWaiting().getMessage()))
                : new Waiting("Created", "");
    }

    /** @return how many ended agents, of whatever session, lie in a pod */
    static int endedIn(Pod pod) {
        return (int) statuses(pod).stream()
                .filter(status -> AgentName.isAgent(status.getName()))
                .map(ContainerStatus::getState)
                .filter(Objects::nonNull)
                .filter(state -> state.getTerminated() != null)
                .count();
    }

    private static List<ContainerStatus> statuses(Pod pod) {
        return pod.getStatus() == null ? List.of() : pod.getStatus().getEphemeralContainerStatuses();
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
