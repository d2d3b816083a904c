package dev.periscope.tunnel.wire;

import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** Writes what {@link FieldReader} reads. */
final class FieldWriter {

    private final ByteBuf out;

    FieldWriter(ByteBuf out) {
        this.out = out;
    }

    FieldWriter text(int tag, String value) {
        return bytes(tag, value.getBytes(StandardCharsets.UTF_8));
    }

    FieldWriter texts(int tag, Collection<String> values) {
        values.forEach(value -> text(tag, value));
        return this;
    }

    FieldWriter bytes(int tag, byte[] value) {
        header(tag, value.length);
        out.writeBytes(value);
        return this;
    }

    /** As many bytes as the number needs, at least one. */
    FieldWriter number(int tag, long value) {
        int length = Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 7) / 8);
        header(tag, length);
        for (int shift = (length - 1) * 8; shift >= 0; shift -= 8) {
            out.writeByte((int) (value >>> shift));
        }
        return this;
    }

    FieldWriter pair(int tag, String first, String second) {
        byte[] head = first.getBytes(StandardCharsets.UTF_8);
        byte[] tail = second.getBytes(StandardCharsets.UTF_8);
        if (head.length > 0xffff) {
            throw new IllegalArgumentException("field " + tag + ": a key of " + head.length + " bytes is too long");
        }
        header(tag, 2 + head.length + tail.length);
        out.writeShort(head.length).writeBytes(head).writeBytes(tail);
        return this;
    }

    FieldWriter numberedAddress(int tag, long number, InetAddress address) {
        byte[] bytes = address.getAddress();
        header(tag, Integer.BYTES + bytes.length);
        out.writeInt((int) Math.min(number, 0xffff_ffffL)).writeBytes(bytes);
        return this;
    }

    FieldWriter nested(int tag, FrameWriter.Body body) {
        int at = out.writerIndex();
        out.writeInt(0);
        body.writeTo(out);
        header(at, tag, out.writerIndex() - at - Integer.BYTES);
        return this;
    }

    private void header(int tag, int length) {
        out.writeInt(0);
        header(out.writerIndex() - Integer.BYTES, tag, length);
    }

    private void header(int at, int tag, int length) {
        if (length > 0xff_ffff) {
            throw new IllegalArgumentException("field " + tag + ": " + length + " bytes are too long");
        }
        out.setInt(at, tag << 24 | length);
    }
}
