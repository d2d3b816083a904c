package dev.periscope.operator.target;

import dev.periscope.crds.v1alpha1.Reasons;
import dev.periscope.crds.v1alpha1.ResolvedTarget;
import dev.periscope.crds.v1alpha1.Target;
import dev.periscope.operator.target.TargetResolution.Resolved;
import dev.periscope.operator.target.TargetResolution.Unresolved;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * From what a session names to a ready pod and a container in it. A session stays with its pod as long as that is alive,
 * so the workload itself is read only when a pod is looked for. Thread-safe.
 */
public final class TargetResolver {

    private static final int NAMED_PODS = 3;

    private final Workloads workloads;
    private final Pods pods;

    /** Both are asked on the calling thread. */
    public TargetResolver(Workloads workloads, Pods pods) {
        this.workloads = workloads;
        this.pods = pods;
    }

    /**
     * @param target as in the spec; null for a targetless session
     * @param current where the session lives now; null if nowhere yet
     */
    public TargetResolution resolve(
            String namespace, @Nullable Target target, @Nullable ResolvedTarget current, Instant now) {
        if (target == null) {
            return new TargetResolution.Targetless();
        }
        Optional<Pod> still = Optional.ofNullable(current)
                .flatMap(was -> pods.get(namespace, was.pod())
                        .filter(pod -> pod.getMetadata().getUid().equals(was.uid()) && PodState.alive(pod)));
        if (still.isPresent()) {
            return inPod(target, still.get());
        }
        return switch (workloads.select(namespace, target)) {
            case PodSelection.None none -> new Unresolved(none.reason(), none.message());
            case PodSelection.Matching matching ->
                among(namespace, target, pods.matching(namespace, matching.test()), now);
        };
    }

    private static TargetResolution among(String namespace, Target target, List<Pod> candidates, Instant now) {
        return PodChoice.choose(candidates, now)
                .map(pod -> inPod(target, pod))
                .orElseGet(() -> new Unresolved(Reasons.NO_READY_POD, noReadyPod(namespace, target, candidates)));
    }

    private static TargetResolution inPod(Target target, Pod pod) {
        return ContainerChoice.choose(pod, target.container())
                .<TargetResolution>map(container -> new Resolved(pod, container))
                .orElseGet(() -> new Unresolved(
                        Reasons.CONTAINER_NOT_FOUND,
                        "spec.target.container: pod " + pod.getMetadata().getName() + " has no container '"
                                + target.container() + "', only " + String.join(", ", ContainerChoice.names(pod))
                                + "; a target is immutable, so delete the session and create it with one of these"));
    }

    private static String noReadyPod(String namespace, Target target, List<Pod> candidates) {
        String wait = "; the session goes on by itself as soon as one is ready";
        if (candidates.isEmpty()) {
            return target + " in namespace " + namespace + " has no pods: scale it up, or wait for its next run" + wait;
        }
        String seen = candidates.stream()
                .limit(NAMED_PODS)
                .map(pod -> pod.getMetadata().getName() + " is " + PodState.inWords(pod))
                .collect(Collectors.joining(", "));
        return target + " in namespace " + namespace + " has no ready pod (" + seen
                + (candidates.size() > NAMED_PODS ? ", …" : "") + "): look at kubectl -n " + namespace
                + " describe pod " + candidates.getFirst().getMetadata().getName() + wait;
    }
}
