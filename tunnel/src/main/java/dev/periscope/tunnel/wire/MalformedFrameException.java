package dev.periscope.tunnel.wire;

/** Bytes that break the protocol. The message says which frame and what was expected, and quotes nothing of it. */
public final class MalformedFrameException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message which frame, what was expected, what was found */
    public MalformedFrameException(String message) {
        super(message);
    }
}
