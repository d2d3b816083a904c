package dev.periscope.tunnel.wire;

import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;

/**
 * Reads fields: tag (1 byte), length (3), value. Fields of an unknown tag are passed over by the caller, which makes
 * room for later versions. A field never reaches beyond its body.
 */
final class FieldReader {

    private static final int HEADER = 4;

    private final String what;
    private final ByteBuf body;
    private int tag;
    private int length;

    FieldReader(String what, ByteBuf body) {
        this.what = what;
        this.body = body;
    }

    /** @return whether there is another field, whose value must then be read or passed over */
    boolean next() throws MalformedFrameException {
        if (!body.isReadable()) {
            return false;
        }
        need(HEADER);
        int word = body.readInt();
        tag = word >>> 24;
        length = word & 0xff_ffff;
        need(length);
        return true;
    }

    int tag() {
        return tag;
    }

    void pass() {
        body.skipBytes(length);
    }

    String text() {
        return body.readCharSequence(length, StandardCharsets.UTF_8).toString();
    }

    byte[] bytes() {
        byte[] value = new byte[length];
        body.readBytes(value);
        return value;
    }

    FieldReader nested() {
        return new FieldReader(what, body.readSlice(length));
    }

    long number() throws MalformedFrameException {
        if (length == 0 || length > Long.BYTES) {
            throw new MalformedFrameException(
                    what + ": field " + tag + ": expected a number of 1..8 bytes, found " + length);
        }
        long value = 0;
        for (int i = 0; i < length; i++) {
            value = (value << 8) | body.readUnsignedByte();
        }
        if (value < 0) {
            throw new MalformedFrameException(what + ": field " + tag + ": the number is out of range");
        }
        return value;
    }

    int number(int max) throws MalformedFrameException {
        long value = number();
        if (value > max) {
            throw new MalformedFrameException(
                    what + ": field " + tag + ": expected at most " + max + ", found " + value);
        }
        return (int) value;
    }

    /** A value of two parts: the length of the first (2 bytes), the first, the second. */
    Pair pair() throws MalformedFrameException {
        if (length < 2) {
            throw new MalformedFrameException(what + ": field " + tag + ": expected a pair");
        }
        int first = body.readUnsignedShort();
        int second = length - 2 - first;
        if (second < 0) {
            throw new MalformedFrameException(what + ": field " + tag + ": the first part is longer than the field");
        }
        return new Pair(
                body.readCharSequence(first, StandardCharsets.UTF_8).toString(),
                body.readCharSequence(second, StandardCharsets.UTF_8).toString());
    }

    /** A number of 4 bytes before an address of 4 or 16. */
    NumberedAddress numberedAddress() throws MalformedFrameException {
        if (length < Integer.BYTES) {
            throw new MalformedFrameException(what + ": field " + tag + ": expected a number and an address");
        }
        long number = body.readUnsignedInt();
        return new NumberedAddress(number, address(what, body, length - Integer.BYTES));
    }

    static InetAddress address(String what, ByteBuf in, int length) throws MalformedFrameException {
        if ((length != 4 && length != 16) || in.readableBytes() < length) {
            throw new MalformedFrameException(what + ": expected an address of 4 or 16 bytes, found " + length);
        }
        byte[] bytes = new byte[length];
        in.readBytes(bytes);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 and 16 bytes make an address", e);
        }
    }

    private void need(int bytes) throws MalformedFrameException {
        if (body.readableBytes() < bytes) {
            throw new MalformedFrameException(
                    what + ": a field of " + bytes + " bytes does not fit into the " + body.readableBytes() + " left");
        }
    }

    record Pair(String first, String second) {}

    record NumberedAddress(long number, InetAddress address) {}
}
