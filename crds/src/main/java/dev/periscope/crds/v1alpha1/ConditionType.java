package dev.periscope.crds.v1alpha1;

/** The conditions of a session, in the order in which they become true. */
public enum ConditionType {
    /** The spec is sound and allowed. */
    Accepted,
    /** The target was resolved to a pod and a container. */
    TargetResolved,
    /** The agent runs, is enrolled and has the current configuration. */
    AgentReady,
    /** The agent is registered with a gateway, so that clients reach it. */
    Published,
    /** All of the above. */
    Ready
}
