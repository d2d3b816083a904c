package dev.periscope.tunnel.message;

import java.util.Arrays;

/** A whole DNS message (RFC 1035, section 4), passed on as it is. Immutable. */
public final class DnsMessage {

    private static final int HEADER = 12;
    private static final int MAX = 65_535;

    private final byte[] bytes;

    /**
     * @param bytes copied
     * @throws IllegalArgumentException if it is shorter than a header or too long for a message
     */
    public DnsMessage(byte[] bytes) {
        if (bytes.length < HEADER || bytes.length > MAX) {
            throw new IllegalArgumentException(
                    "DNS message: expected " + HEADER + ".." + MAX + " bytes, found " + bytes.length);
        }
        this.bytes = bytes.clone();
    }

    /** @return a copy of the bytes */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DnsMessage that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "DnsMessage[" + bytes.length + " bytes]";
    }
}
