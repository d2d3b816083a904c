package dev.periscope.operator.target;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Pods as last seen. Thread-safe; answers come from a cache, so they may be a moment old. */
public interface Pods {

    /** @return the pod of that name */
    Optional<Pod> get(String namespace, String name);

    /** @return the pods of the namespace that match; none of them may be changed */
    List<Pod> matching(String namespace, Predicate<Pod> test);
}
