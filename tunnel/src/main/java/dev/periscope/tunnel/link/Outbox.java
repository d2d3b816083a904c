package dev.periscope.tunnel.link;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.ArrayDeque;

/**
 * What leaves a link. Control frames go at once; streams take turns of one quantum each, and only while the connection
 * takes more, so that what is queued below is short and a small write waits for little. Belongs to the event loop.
 */
final class Outbox {

    private static final int QUANTUM = 64 << 10;

    /** Control frames answer the peer's; one that asks without reading must not fill this process' memory. */
    private static final long STUCK = 16L << 20;

    private final ChannelHandlerContext ctx;
    private final Runnable stuck;
    private final Runnable turn = this::turn;
    private final ArrayDeque<MuxStream> ready = new ArrayDeque<>();
    private boolean scheduled;
    private boolean pumping;

    Outbox(ChannelHandlerContext ctx, Runnable stuck) {
        this.ctx = ctx;
        this.stuck = stuck;
    }

    void control(ByteBuf frame) {
        ctx.write(frame, ctx.voidPromise());
        schedule();
        ChannelOutboundBuffer below = ctx.channel().unsafe().outboundBuffer();
        if (below != null && below.totalPendingWriteBytes() > STUCK) {
            ctx.channel().eventLoop().execute(stuck);
        }
    }

    /** The stream has something that could be sent. */
    void ready(MuxStream stream) {
        if (stream.enterQueue()) {
            ready.add(stream);
            schedule();
        }
    }

    /** One flush for all that was written in this turn of the event loop. */
    private void schedule() {
        if (!scheduled && !pumping) {
            scheduled = true;
            ctx.channel().eventLoop().execute(turn);
        }
    }

    private void turn() {
        scheduled = false;
        pump();
    }

    /** Writes and flushes until nothing is left or the connection is full. Called again when it is no longer full. */
    void pump() {
        if (pumping) {
            return; // called from within the flush below; the loop looks again by itself
        }
        pumping = true;
        try {
            do {
                while (ctx.channel().isWritable() && !ready.isEmpty()) {
                    MuxStream stream = ready.remove();
                    stream.leaveQueue();
                    stream.sendTo(ctx, QUANTUM);
                }
                ctx.flush();
            } while (ctx.channel().isWritable() && !ready.isEmpty());
        } finally {
            pumping = false;
        }
    }
}
