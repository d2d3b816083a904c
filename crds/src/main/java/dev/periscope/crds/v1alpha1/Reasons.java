package dev.periscope.crds.v1alpha1;

/** Every reason that stands in a condition. They are API: a reason never changes its meaning. */
public final class Reasons {

    // Accepted

    /** The spec is sound and allowed. */
    public static final String ACCEPTED = "Accepted";
    /** An entry of the filter or of a redirect is no entry. */
    public static final String INVALID_FILTER = "InvalidFilter";

    // TargetResolved

    /** A ready pod and its container were found. */
    public static final String RESOLVED = "Resolved";
    /** The session has no target, so there is nothing to resolve. */
    public static final String TARGETLESS = "Targetless";
    /** The target does not exist. */
    public static final String TARGET_NOT_FOUND = "TargetNotFound";
    /** The target exists, but has no ready pod. */
    public static final String NO_READY_POD = "NoReadyPod";
    /** The target's pod has no container of that name. */
    public static final String CONTAINER_NOT_FOUND = "ContainerNotFound";
    /** The target cannot lead to pods, such as a Service without selector. */
    public static final String TARGET_NOT_SELECTABLE = "TargetNotSelectable";
    /** The operator may not read the target. */
    public static final String TARGET_FORBIDDEN = "TargetForbidden";

    // AgentReady

    /** The agent runs in the target pod. */
    public static final String EPHEMERAL = "Ephemeral";
    /** The agent runs as a pod of its own, because the session asks for that. */
    public static final String POD = "Pod";
    /** The agent runs as a pod of its own: the target pod's memory head room is unknown. */
    public static final String HEAD_ROOM_UNKNOWN = "HeadRoomUnknown";
    /** The agent runs as a pod of its own: too little memory is left in the target pod. */
    public static final String HEAD_ROOM_TOO_SMALL = "HeadRoomTooSmall";
    /** Too many ended agents lie in the target pod. */
    public static final String TOO_MANY_ENDED_AGENTS = "TooManyEndedAgents";
    /** An agent left the target pod because memory ran short. */
    public static final String RETREATED = "Retreated";
    /** An agent was not ready within its start deadline. */
    public static final String START_DEADLINE = "StartDeadline";
    /** The namespace's pod security does not let the agent in. */
    public static final String POD_SECURITY = "PodSecurity";
    /** A quota, or another admission, does not let the agent in. */
    public static final String REFUSED = "Refused";
    /** The agent's image cannot be pulled. */
    public static final String IMAGE_PULL = "ImagePull";
    /** Waiting for the agent to start. */
    public static final String AGENT_STARTING = "AgentStarting";
    /** The agent runs, but has not enrolled yet. */
    public static final String WAITING_FOR_ENROLMENT = "WaitingForEnrolment";
    /** The agent has not acknowledged the current configuration yet. */
    public static final String CONFIGURING = "Configuring";
    /** The agent's control channel is down; it has a moment to come back. */
    public static final String AGENT_DISCONNECTED = "AgentDisconnected";
    /** The agent ended and is replaced. */
    public static final String AGENT_ENDED = "AgentEnded";
    /** Agents ended again and again. */
    public static final String AGENT_FAILED = "AgentFailed";
    /** The target pod went and the agent with it. */
    public static final String TARGET_REPLACED = "TargetReplaced";
    /** Nothing can be said before the target is resolved. */
    public static final String WAITING_FOR_TARGET = "WaitingForTarget";

    // Published

    /** The agent is registered with at least one gateway. */
    public static final String REGISTERED = "Registered";
    /** The agent is not registered with a gateway yet. */
    public static final String NOT_REGISTERED = "NotRegistered";
    /** Nothing can be said before the agent is ready. */
    public static final String WAITING_FOR_AGENT = "WaitingForAgent";

    // Ready

    /** Clients can attach. */
    public static final String READY = "Ready";
    /** The session's time is over. */
    public static final String EXPIRED = "Expired";
    /** No client was attached for {@code spec.idleTimeout}. */
    public static final String IDLE = "Idle";
    /** The session is being deleted. */
    public static final String ENDING = "Ending";

    private Reasons() {}
}
