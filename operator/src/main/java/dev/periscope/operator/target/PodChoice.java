package dev.periscope.operator.target;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Which of several pods a session lives in: the newest that has been ready for a while, since a rollout ends older ones
 * first; while none has, the oldest ready one.
 */
final class PodChoice {

    private static final Duration STABLE = Duration.ofSeconds(10);

    /** Timestamps have seconds only: the name makes the order the same in every replica. */
    private static final Comparator<Pod> BY_AGE = Comparator.comparing((Pod pod) -> created(pod))
            .thenComparing(pod -> pod.getMetadata().getName());

    private PodChoice() {}

    static Optional<Pod> choose(Collection<Pod> candidates, Instant now) {
        Optional<Pod> stable = candidates.stream()
                .filter(pod -> PodState.readySince(pod)
                        .filter(since -> !since.isAfter(now.minus(STABLE)))
                        .isPresent())
                .max(BY_AGE);
        return stable.or(() -> candidates.stream()
                .filter(pod -> PodState.readySince(pod).isPresent())
                .min(BY_AGE));
    }

    private static String created(Pod pod) {
        String created = pod.getMetadata().getCreationTimestamp();
        return created == null ? "" : created;
    }
}
