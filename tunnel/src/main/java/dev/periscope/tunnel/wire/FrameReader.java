package dev.periscope.tunnel.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into frames. DATA is handed on as it arrives, never gathered; other bodies are gathered in
 * memory that grows with what has come, not with what the header promises. Belongs to one event loop.
 */
public final class FrameReader {

    /** Takes frames. */
    public interface Sink {

        /**
         * A piece of a DATA frame.
         *
         * @param piece to be released by the sink
         */
        void data(int stream, ByteBuf piece) throws MalformedFrameException;

        /**
         * Any other frame.
         *
         * @param id the stream or request
         * @param body released by the reader afterwards
         */
        void frame(FrameType type, int id, ByteBuf body) throws MalformedFrameException;
    }

    /** A slice pins the whole buffer it is cut from; pieces up to this size are cheaper copied. */
    private static final int COPY_UP_TO = 2 << 10;

    private static final int FIRST_GATHER = 1 << 10;
    private static final int MAX_SKIPPED = 64 << 10;

    private final Sink sink;
    private int headerBytes;
    private long header;
    private @Nullable FrameType type;
    private int remaining;
    private @Nullable ByteBuf gathered;

    /** @param sink takes the frames */
    public FrameReader(Sink sink) {
        this.sink = sink;
    }

    /**
     * Reads all there is.
     *
     * @param in not released
     * @throws MalformedFrameException at the first frame that is none; the reader must not be used afterwards
     */
    public void read(ByteBuf in, ByteBufAllocator alloc) throws MalformedFrameException {
        while (readHeader(in)) {
            if (type == null) {
                skip(in);
            } else if (type == FrameType.DATA) {
                passData(in, alloc);
            } else {
                gather(type, in, alloc);
            }
            if (remaining > 0) {
                return;
            }
        }
    }

    /** Gives memory back. Idempotent. */
    public void release() {
        if (gathered != null) {
            gathered.release();
            gathered = null;
        }
    }

    /** @return whether a frame's body, or what is left of it, comes next */
    private boolean readHeader(ByteBuf in) throws MalformedFrameException {
        if (headerBytes == FrameType.HEADER) {
            return true;
        }
        if (headerBytes == 0 && in.readableBytes() >= FrameType.HEADER) {
            header = in.readLong();
        } else {
            while (headerBytes < FrameType.HEADER) {
                if (!in.isReadable()) {
                    return false;
                }
                header = (header << 8) | in.readUnsignedByte();
                headerBytes++;
            }
        }
        headerBytes = FrameType.HEADER;
        int code = (int) (header >>> 56);
        type = FrameType.ofCode(code);
        remaining = (int) (header >>> 32) & 0xff_ffff;
        check(code);
        return true;
    }

    private void check(int code) throws MalformedFrameException {
        if (type == null && code < FrameType.FIRST_SKIPPABLE) {
            throw new MalformedFrameException("frame type 0x" + Integer.toHexString(code) + " is unknown");
        }
        int max = type == null ? MAX_SKIPPED : type.maxBody();
        if (remaining > max) {
            throw new MalformedFrameException((type == null ? "frame 0x" + Integer.toHexString(code) : type.toString())
                    + ": expected a body of at most " + max + " bytes, the header says " + remaining);
        }
    }

    private int id() {
        return (int) header;
    }

    private void skip(ByteBuf in) {
        int n = Math.min(remaining, in.readableBytes());
        in.skipBytes(n);
        remaining -= n;
        endIfComplete();
    }

    private void passData(ByteBuf in, ByteBufAllocator alloc) throws MalformedFrameException {
        int n = Math.min(remaining, in.readableBytes());
        remaining -= n;
        int stream = id();
        endIfComplete();
        if (n > 0) {
            sink.data(stream, n <= COPY_UP_TO ? alloc.ioBuffer(n, n).writeBytes(in, n) : in.readRetainedSlice(n));
        }
    }

    private void gather(FrameType kind, ByteBuf in, ByteBufAllocator alloc) throws MalformedFrameException {
        int n = Math.min(remaining, in.readableBytes());
        if (gathered == null && n == remaining) {
            ByteBuf body = in.readSlice(n);
            remaining = 0;
            endIfComplete();
            sink.frame(kind, id(), body);
            return;
        }
        if (gathered == null) {
            gathered = alloc.heapBuffer(Math.min(remaining, FIRST_GATHER), remaining);
        }
        gathered.writeBytes(in, n);
        remaining -= n;
        if (remaining == 0) {
            ByteBuf body = gathered;
            gathered = null;
            endIfComplete();
            try {
                sink.frame(kind, id(), body);
            } finally {
                body.release();
            }
        }
    }

    private void endIfComplete() {
        if (remaining == 0) {
            headerBytes = 0;
        }
    }
}
