package dev.periscope.operator.target;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Questions about a pod's status. */
public final class PodState {

    private static final Duration RECENT = Duration.ofMinutes(10);

    private PodState() {}

    /** @return whether it is neither ended nor being deleted */
    public static boolean alive(Pod pod) {
        String phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
        return pod.getMetadata().getDeletionTimestamp() == null
                && !"Succeeded".equals(phase)
                && !"Failed".equals(phase);
    }

    /** @return since when its condition Ready holds, if it does and the pod is alive */
    public static Optional<Instant> readySince(Pod pod) {
        if (!alive(pod) || pod.getStatus() == null) {
            return Optional.empty();
        }
        return pod.getStatus().getConditions().stream()
                .filter(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()))
                .map(PodCondition::getLastTransitionTime)
                .map(time -> time == null ? Instant.EPOCH : Instant.parse(time))
                .findFirst();
    }

    /** @return whether that container runs and was not restarted within the last ten minutes */
    public static boolean runsSteadily(Pod pod, String container, Instant now) {
        List<ContainerStatus> statuses =
                pod.getStatus() == null ? List.of() : pod.getStatus().getContainerStatuses();
        return statuses.stream()
                .filter(status -> status.getName().equals(container))
                .anyMatch(status -> steady(status, now));
    }

    private static boolean steady(ContainerStatus status, Instant now) {
        if (status.getState() == null || status.getState().getRunning() == null) {
            return false;
        }
        String since = status.getState().getRunning().getStartedAt();
        boolean restarted = status.getRestartCount() != null && status.getRestartCount() > 0;
        return !restarted || (since != null && Instant.parse(since).isBefore(now.minus(RECENT)));
    }

    /** @return the state in one word, for messages */
    public static String inWords(Pod pod) {
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            return "Terminating";
        }
        String waiting = pod.getStatus() == null
                ? null
                : pod.getStatus().getContainerStatuses().stream()
                        .filter(s -> s.getState() != null && s.getState().getWaiting() != null)
                        .map(s -> s.getState().getWaiting().getReason())
                        .findFirst()
                        .orElse(pod.getStatus().getPhase());
        return waiting == null ? "Pending" : waiting.equals("Running") ? "not ready" : waiting;
    }
}
