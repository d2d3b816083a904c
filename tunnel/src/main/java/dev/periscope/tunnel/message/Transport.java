package dev.periscope.tunnel.message;

/** The protocol of a flow. */
public enum Transport {
    /** A TCP connection: a stream of bytes with half-close and reset. */
    TCP(1),
    /** A UDP flow: datagrams to and from one remote address. */
    UDP(2);

    private final int code;

    Transport(int code) {
        this.code = code;
    }

    /** @return its code on the wire */
    public int code() {
        return code;
    }
}
