package dev.periscope.crds.v1alpha1;

/** A session's state in one word, for people; programs look at the conditions. */
public enum Phase {
    /** Not admitted yet, or its target is not there yet. */
    Pending,
    /** The agent is being started, or is not reachable through a gateway yet. */
    Starting,
    /** Clients can attach. */
    Ready,
    /** The agent or its target was lost and is being replaced. */
    Reconnecting,
    /** Its time is over. It stays until it is deleted. */
    Expired,
    /** What was asked for may not be: the spec or a policy must change. */
    Denied,
    /** Given up; the condition that is False says why and what to do. */
    Failed
}
