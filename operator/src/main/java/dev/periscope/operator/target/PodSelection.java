package dev.periscope.operator.target;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.function.Predicate;

/** Which pods a target stands for. */
public sealed interface PodSelection {

    /** The pods of the namespace that match. */
    record Matching(Predicate<Pod> test) implements PodSelection {}

    /**
     * None can be told.
     *
     * @param reason one of {@link dev.periscope.crds.v1alpha1.Reasons}
     * @param message what is wrong, and the next step
     */
    record None(String reason, String message) implements PodSelection {}
}
