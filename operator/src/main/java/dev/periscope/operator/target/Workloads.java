package dev.periscope.operator.target;

import dev.periscope.crds.v1alpha1.Target;

/** What targets stand for. Thread-safe; may block on the API server. */
public interface Workloads {

    /** @return the pods that target stands for */
    PodSelection select(String namespace, Target target);
}
