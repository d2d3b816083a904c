package dev.periscope.tunnel.link;

import dev.periscope.tunnel.wire.FrameType;
import dev.periscope.tunnel.wire.FrameWriter;
import dev.periscope.tunnel.wire.MalformedFrameException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The sending half of a stream: bytes that wait for credit or for their turn, then an end. Belongs to the event loop. */
final class Sending {

    /** A writer is told to stop at this many waiting bytes. */
    private static final int ENOUGH = 64 << 10;

    private final int id;
    private final ArrayDeque<ByteBuf> pending = new ArrayDeque<>();
    private int pendingBytes;
    private long credit;
    private @Nullable ByteBuf end;
    private boolean ending;
    private boolean ended;

    Sending(int id, long credit) {
        this.id = id;
        this.credit = credit;
    }

    void add(ByteBuf data) {
        pendingBytes += data.readableBytes();
        pending.add(data);
    }

    /** @throws MalformedFrameException if the peer gives more than 2 GiB */
    void addCredit(long bytes) throws MalformedFrameException {
        credit += bytes;
        if (bytes <= 0 || credit > Integer.MAX_VALUE) {
            throw new MalformedFrameException("CREDIT: stream " + id + ": expected a sum of 1.." + Integer.MAX_VALUE
                    + " bytes, found " + bytes + " more");
        }
    }

    /** The frame that follows the last byte; a later one takes the place of an earlier one that still waits. */
    void end(ByteBuf frame) {
        if (ended) {
            frame.release();
            return;
        }
        if (end != null) {
            end.release();
        }
        end = frame;
        ending = true;
    }

    boolean isEnding() {
        return ending;
    }

    boolean isEnded() {
        return ended;
    }

    int pendingBytes() {
        return pendingBytes;
    }

    /** Without credit nothing more is taken, so that a stalled stream holds no more than what one read gave it. */
    boolean isWritable() {
        return !ending && pendingBytes < ENOUGH && pendingBytes < credit;
    }

    boolean isReady() {
        return pending.isEmpty() ? end != null : credit > 0;
    }

    /** @return payload bytes written */
    int writeTo(ChannelHandlerContext ctx, int quantum) {
        int budget = (int) Math.min(quantum, credit);
        int written = 0;
        while (written < budget && !pending.isEmpty()) {
            ByteBuf head = pending.element();
            int n = Math.min(head.readableBytes(), budget - written);
            ByteBuf piece = n == head.readableBytes() ? pending.remove() : head.readRetainedSlice(n);
            ctx.write(FrameWriter.header(ctx.alloc(), FrameType.DATA, id, n), ctx.voidPromise());
            ctx.write(piece, ctx.voidPromise());
            written += n;
        }
        credit -= written;
        pendingBytes -= written;
        if (pending.isEmpty() && end != null) {
            ctx.write(end, ctx.voidPromise());
            end = null;
            ended = true;
        }
        return written;
    }

    /** Gives up what waits. Idempotent. */
    void drop() {
        for (ByteBuf data = pending.poll(); data != null; data = pending.poll()) {
            data.release();
        }
        pendingBytes = 0;
        if (end != null) {
            end.release();
            end = null;
        }
        ending = true;
        ended = true;
    }
}
