package dev.periscope.gateway.hello;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads the server name out of a TLS ClientHello (RFC 8446, section 4.1.2; RFC 6066, section 3) without changing the
 * buffer. Pure, bounded by what it is given, and it believes no length it has not checked.
 */
public final class ClientHello {

    /** More than a hello needs, post-quantum key shares included. */
    public static final int MAX_BYTES = 16 << 10;

    private static final int RECORD_HEADER = 5;
    private static final int HANDSHAKE = 0x16;
    private static final int MAX_RECORD = 16 << 10;
    private static final int CLIENT_HELLO = 1;
    private static final int HANDSHAKE_HEADER = 4;
    private static final int VERSION_AND_RANDOM = 34;
    private static final int SERVER_NAME = 0;
    private static final int HOST_NAME = 0;
    private static final int MAX_NAME = 255;

    private ClientHello() {}

    /** What the bytes so far say. */
    public sealed interface Outcome {

        /**
         * More bytes are needed.
         *
         * @param total look again when there are that many in all
         */
        record Incomplete(int total) implements Outcome {}

        /** The server name, in lower case; empty if the client sent none. */
        record Name(String serverName) implements Outcome {}

        /** This is no ClientHello. */
        record Malformed(String text) implements Outcome {}
    }

    /** @param in what has come so far; neither its indices nor its bytes are changed */
    public static Outcome parse(ByteBuf in) {
        ByteBuf hello = in.alloc().heapBuffer(512, MAX_BYTES);
        try {
            return gather(in.duplicate(), hello);
        } finally {
            hello.release();
        }
    }

    /** A hello may be cut into several records. */
    private static Outcome gather(ByteBuf in, ByteBuf hello) {
        int consumed = 0;
        while (true) {
            if (in.readableBytes() < RECORD_HEADER) {
                return incomplete(consumed + RECORD_HEADER);
            }
            int type = in.readUnsignedByte();
            int major = in.readUnsignedByte();
            in.skipBytes(1);
            int length = in.readUnsignedShort();
            if (type != HANDSHAKE || major != 3 || length == 0 || length > MAX_RECORD) {
                return new Outcome.Malformed("expected a TLS handshake record");
            }
            consumed += RECORD_HEADER + length;
            if (hello.readableBytes() + length > MAX_BYTES) {
                return new Outcome.Malformed("the hello is longer than " + MAX_BYTES + " bytes");
            }
            if (in.readableBytes() < length) {
                return incomplete(consumed);
            }
            hello.writeBytes(in, length);
            int missing = missing(hello);
            if (missing < 0) {
                return new Outcome.Malformed("expected a ClientHello");
            }
            if (missing == 0) {
                return body(hello);
            }
        }
    }

    private static Outcome incomplete(int total) {
        return total > MAX_BYTES + RECORD_HEADER
                ? new Outcome.Malformed("the hello is longer than " + MAX_BYTES + " bytes")
                : new Outcome.Incomplete(total);
    }

    /** @return bytes the message still lacks; negative if it is not a ClientHello of a bearable length */
    private static int missing(ByteBuf hello) {
        if (hello.getUnsignedByte(0) != CLIENT_HELLO) {
            return -1;
        }
        if (hello.readableBytes() < HANDSHAKE_HEADER) {
            return 1;
        }
        int length = hello.getUnsignedMedium(1);
        return length > MAX_BYTES ? -1 : Math.max(0, HANDSHAKE_HEADER + length - hello.readableBytes());
    }

    private static Outcome body(ByteBuf message) {
        ByteBuf hello = message.slice(HANDSHAKE_HEADER, message.getUnsignedMedium(1));
        if (!skip(hello, VERSION_AND_RANDOM)
                || !skipVector(hello, 1) // session id
                || !skipVector(hello, 2) // cipher suites
                || !skipVector(hello, 1)) { // compression methods
            return new Outcome.Malformed("the hello ends too early");
        }
        if (!hello.isReadable()) {
            return new Outcome.Name("");
        }
        if (hello.readableBytes() < 2 || hello.readUnsignedShort() != hello.readableBytes()) {
            return new Outcome.Malformed("the extensions do not fill the hello");
        }
        while (hello.readableBytes() >= 4) {
            int type = hello.readUnsignedShort();
            int length = hello.readUnsignedShort();
            if (length > hello.readableBytes()) {
                break;
            }
            ByteBuf extension = hello.readSlice(length);
            if (type == SERVER_NAME) {
                return name(extension);
            }
        }
        return hello.isReadable() ? new Outcome.Malformed("an extension is cut off") : new Outcome.Name("");
    }

    private static Outcome name(ByteBuf extension) {
        if (extension.readableBytes() < 5
                || extension.readUnsignedShort() != extension.readableBytes()
                || extension.readUnsignedByte() != HOST_NAME) {
            return new Outcome.Malformed("the server name is not a host name");
        }
        int length = extension.readUnsignedShort();
        if (length == 0 || length > MAX_NAME || length > extension.readableBytes()) {
            return new Outcome.Malformed("the server name is cut off or too long");
        }
        String name =
                extension.readCharSequence(length, StandardCharsets.US_ASCII).toString();
        boolean plain = name.chars().allMatch(c -> c > ' ' && c < 0x7f);
        return plain
                ? new Outcome.Name(name.toLowerCase(Locale.ROOT))
                : new Outcome.Malformed("the server name has characters no host name has");
    }

    private static boolean skip(ByteBuf in, int bytes) {
        if (in.readableBytes() < bytes) {
            return false;
        }
        in.skipBytes(bytes);
        return true;
    }

    private static boolean skipVector(ByteBuf in, int lengthBytes) {
        if (in.readableBytes() < lengthBytes) {
            return false;
        }
        return skip(in, lengthBytes == 1 ? in.readUnsignedByte() : in.readUnsignedShort());
    }
}
