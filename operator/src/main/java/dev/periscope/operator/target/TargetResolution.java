package dev.periscope.operator.target;

import io.fabric8.kubernetes.api.model.Pod;

/** What a session's target came to. */
public sealed interface TargetResolution {

    /**
     * A live pod and a container in it.
     *
     * @param pod as the cache last saw it; not to be changed
     * @param container name of one of its containers
     */
    record Resolved(Pod pod, String container) implements TargetResolution {}

    /** The session names no target. */
    record Targetless() implements TargetResolution {}

    /**
     * There is no pod to live in, for now.
     *
     * @param reason one of {@link dev.periscope.crds.v1alpha1.Reasons}
     * @param message what was looked for, what was found, and the next step
     */
    record Unresolved(String reason, String message) implements TargetResolution {}
}
