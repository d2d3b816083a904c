package dev.periscope.tunnel.link;

/**
 * Why a link ended or is about to.
 *
 * @param reason the kind
 * @param text for people: what happened, and the next step if there is one
 * @param byPeer whether the other side said so
 */
public record LinkEnd(Reason reason, String text, boolean byPeer) {

    /** Kinds of ends. Codes this version does not know are read as {@link #OTHER}. */
    public enum Reason {
        /** Any other reason. */
        OTHER(1),
        /** A clean end: nobody needs the link any more. */
        CLOSED(2),
        /** The side that says so goes away soon (restart, replacement); dial again. */
        SHUTDOWN(3),
        /** The session is deleted or expired; do not dial again. */
        SESSION_ENDED(4),
        /** The client may not (or no longer) attach; do not dial again. */
        NOT_ALLOWED(5),
        /** The peer broke the protocol; the text says how. */
        PROTOCOL_ERROR(6),
        /** No version in common; the text names both ranges. */
        VERSION(7),
        /** Nothing was heard of the peer for {@link LinkOptions#deadAfter}. */
        NO_HEARTBEAT(8),
        /** The connection below ended or failed. */
        CONNECTION_LOST(9),
        /** The peer does not read what it asked for. */
        PEER_STUCK(10),
        /** One side's key is not the one the other expects: read the session's status again before dialling. */
        WRONG_KEY(11);

        private final int code;

        Reason(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        static Reason ofCode(int code) {
            for (Reason reason : values()) {
                if (reason.code == code) {
                    return reason;
                }
            }
            return OTHER;
        }
    }
}
