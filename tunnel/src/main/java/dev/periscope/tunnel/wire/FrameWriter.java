package dev.periscope.tunnel.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** Writes frames into buffers of their own. */
public final class FrameWriter {

    private FrameWriter() {}

    /** Writes a body, and nothing else, into a buffer. */
    @FunctionalInterface
    public interface Body {

        /** Appends the body. */
        void writeTo(ByteBuf out);
    }

    /**
     * @return a whole frame
     * @throws IllegalArgumentException if the body is longer than its type allows
     */
    public static ByteBuf frame(ByteBufAllocator alloc, FrameType type, int id, Body body) {
        ByteBuf out = alloc.ioBuffer(64);
        try {
            out.writeLong(0);
            body.writeTo(out);
            int length = out.readableBytes() - FrameType.HEADER;
            if (length > type.maxBody()) {
                throw new IllegalArgumentException(
                        type + ": " + length + " bytes are more than the " + type.maxBody() + " a frame may have");
            }
            out.setLong(0, header(type, id, length));
            return out.retain();
        } finally {
            out.release();
        }
    }

    /** @return a frame without a body */
    public static ByteBuf frame(ByteBufAllocator alloc, FrameType type, int id) {
        return alloc.ioBuffer(FrameType.HEADER).writeLong(header(type, id, 0));
    }

    /** @return the header of a frame whose body follows in another buffer */
    public static ByteBuf header(ByteBufAllocator alloc, FrameType type, int id, int length) {
        return alloc.ioBuffer(FrameType.HEADER).writeLong(header(type, id, length));
    }

    private static long header(FrameType type, int id, int length) {
        return (long) type.code() << 56 | (long) length << 32 | Integer.toUnsignedLong(id);
    }
}
