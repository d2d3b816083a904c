package dev.periscope.tunnel.message;

/**
 * Why a stream could not be opened or ended, in the terms in which the remote {@code connect(2)} or {@code read(2)}
 * would have said it. Codes this version does not know are read as {@link #OTHER}.
 */
public enum Errno {
    /** Any other reason; the text says which. */
    OTHER(1),
    /** {@code ECONNREFUSED}: nothing listens there. */
    CONNECTION_REFUSED(2),
    /** {@code ETIMEDOUT}: no answer in time. */
    TIMED_OUT(3),
    /** {@code EHOSTUNREACH}. */
    HOST_UNREACHABLE(4),
    /** {@code ENETUNREACH}. */
    NETWORK_UNREACHABLE(5),
    /** {@code EACCES} or {@code EPERM} of the remote system, such as a firewall's prohibition. */
    NOT_PERMITTED(6),
    /** {@code EADDRNOTAVAIL} or {@code EINVAL}: no such address can be reached from there. */
    ADDRESS_NOT_AVAILABLE(7),
    /** {@code ECONNRESET}: the other end reset the connection. */
    CONNECTION_RESET(8),
    /** {@code EMFILE}: a limit of the session or of the agent is reached; the text names it. */
    LIMIT(9),
    /** Denied by the filter or a policy; the text is the rule that denied it. To be shown as "connection refused". */
    DENIED(10),
    /** The link was lost or is being drained. */
    LINK_LOST(11),
    /** Given up by the side that asked. */
    CANCELLED(12);

    private final int code;

    Errno(int code) {
        this.code = code;
    }

    /** @return its code on the wire, 1..65535 */
    public int code() {
        return code;
    }

    /** @return the reason of that code, {@link #OTHER} for a code this version does not know */
    public static Errno ofCode(int code) {
        for (Errno errno : values()) {
            if (errno.code == code) {
                return errno;
            }
        }
        return OTHER;
    }
}
