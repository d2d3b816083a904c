package dev.periscope.tunnel.wire;

import org.jspecify.annotations.Nullable;

/**
 * Kinds of frames. The first byte of a frame's header; the next three are the length of its body. A type of 0x80 and
 * above that a reader does not know is skipped, any other one ends the link.
 */
public enum FrameType {
    /** First frame of each side: magic, versions, software. */
    HELLO(0x01, 4 << 10),
    /** Asks for a {@link #PONG}; the body comes back. */
    PING(0x02, 8),
    /** Answers a {@link #PING}. */
    PONG(0x03, 8),
    /** The sender goes away, now or after the open streams. */
    GOAWAY(0x04, 4 << 10),

    /** Asks for a flow. */
    OPEN(0x10, 1 << 10),
    /** The flow is there. */
    OPENED(0x11, 1 << 10),
    /** There is no flow. */
    FAILED(0x12, 4 << 10),
    /** Bytes of a stream, within the credit given. */
    DATA(0x13, 256 << 10),
    /** More bytes of the stream may be sent. */
    CREDIT(0x14, 4),
    /** No more bytes of the stream follow in this direction. */
    FIN(0x15, 0),
    /** Both directions of the stream are over. */
    RESET(0x16, 4 << 10),

    /** Asks for a name. */
    RESOLVE(0x20, 68 << 10),
    /** Answers {@link #RESOLVE}. */
    RESOLVED(0x21, 68 << 10),
    /** Asks for the environment. */
    ENV_REQUEST(0x22, 0),
    /** Answers {@link #ENV_REQUEST}. */
    ENV(0x23, 4 << 20),
    /** The filter in force. */
    CONFIG(0x24, 4 << 20),
    /** The filter of that hash is in force on the client too. */
    CONFIG_ACK(0x25, 256),
    /** Asks for counters. */
    STATS_REQUEST(0x26, 0),
    /** Answers {@link #STATS_REQUEST}. */
    STATS(0x27, 256);

    /** Types from here on are skipped when unknown. */
    static final int FIRST_SKIPPABLE = 0x80;

    /** Bytes of a header: type (1), length of the body (3), stream or request (4). */
    public static final int HEADER = 8;

    private static final @Nullable FrameType[] BY_CODE = new @Nullable FrameType[FIRST_SKIPPABLE];

    static {
        for (FrameType type : values()) {
            BY_CODE[type.code] = type;
        }
    }

    private final int code;
    private final int maxBody;

    FrameType(int code, int maxBody) {
        this.code = code;
        this.maxBody = maxBody;
    }

    /** @return its code on the wire */
    public int code() {
        return code;
    }

    /** @return the longest body, in bytes */
    public int maxBody() {
        return maxBody;
    }

    static @Nullable FrameType ofCode(int code) {
        return code < FIRST_SKIPPABLE ? BY_CODE[code] : null;
    }
}
