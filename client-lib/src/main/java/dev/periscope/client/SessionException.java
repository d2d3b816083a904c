package dev.periscope.client;

/** Something a user can mend. The message is one clear sentence with the next step, ready to be shown. */
public final class SessionException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is wrong, for programs. */
    public enum Kind {
        /** There is no kubeconfig, or it cannot be used. */
        NO_KUBECONFIG,
        /** The API server cannot be reached. */
        CLUSTER_UNREACHABLE,
        /** The API server does not know the user. */
        NOT_AUTHENTICATED,
        /** The user may not do that. */
        NOT_PERMITTED,
        /** The cluster does not know MirrorSessions, or the operator does not answer. */
        NOT_INSTALLED,
        /** The namespace does not exist. */
        NO_NAMESPACE,
        /** There is no session of that name. */
        NO_SESSION,
        /** There is a session of that name already. */
        NAME_TAKEN,
        /** The session file or the filter in it is wrong. */
        INVALID,
        /** The target does not exist, or cannot lead to a pod. */
        TARGET,
        /** The target has no ready pod. */
        TARGET_NOT_READY,
        /** The agent's image cannot be pulled. */
        IMAGE,
        /** Pod security, a quota or another admission keeps the agent out. */
        REFUSED,
        /** The agent did not come up. */
        AGENT,
        /** No endpoint of the session can be reached from this machine. */
        GATEWAY_UNREACHABLE,
        /** The session ended: deleted, expired or idle. */
        SESSION_ENDED,
        /** It took too long. */
        TIMED_OUT,
        /** The program could not be started or intercepted. */
        PROGRAM,
        /** The machine does not let this program do what it needs. */
        MACHINE
    }

    private final Kind kind;

    public SessionException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public SessionException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
