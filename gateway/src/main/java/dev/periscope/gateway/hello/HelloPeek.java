package dev.periscope.gateway.hello;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Keeps a client's first bytes until they say which session it wants, or too much time has passed. */
public final class HelloPeek extends ChannelInboundHandlerAdapter {

    /** Takes the client from here. */
    public interface Next {

        /**
         * The client said its server name. Called once; reading has stopped, and the peek is out of the pipeline.
         *
         * @param first all its bytes so far, to be released by the callee
         */
        void named(ChannelHandlerContext ctx, String serverName, ByteBuf first);

        /** The client said something else, or nothing in time; it is closed after this. */
        void refused(ChannelHandlerContext ctx, String reason);
    }

    private final Duration timeout;
    private final Next next;
    private ByteBuf first = Unpooled.EMPTY_BUFFER;
    private int needed;
    private boolean done;
    private java.util.concurrent.@Nullable ScheduledFuture<?> timer;

    /** @param timeout how long the hello may take */
    public HelloPeek(Duration timeout, Next next) {
        this.timeout = timeout;
        this.next = next;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        timer = ctx.executor().schedule(() -> refuse(ctx, "HelloTimeout"), timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        stop();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        if (done) {
            in.release();
            return;
        }
        first = first.isReadable() ? append(ctx, first, in) : in;
        if (first.readableBytes() < needed) {
            return;
        }
        switch (ClientHello.parse(first)) {
            case ClientHello.Outcome.Incomplete incomplete -> needed = incomplete.total();
            case ClientHello.Outcome.Malformed malformed -> refuse(ctx, "MalformedHello");
            case ClientHello.Outcome.Name name -> {
                done = true;
                ctx.channel().config().setAutoRead(false);
                ByteBuf bytes = first;
                first = Unpooled.EMPTY_BUFFER;
                ctx.pipeline().remove(this);
                next.named(ctx, name.serverName(), bytes);
            }
        }
    }

    private ByteBuf append(ChannelHandlerContext ctx, ByteBuf head, ByteBuf tail) {
        ByteBuf all = head;
        if (head.writableBytes() < tail.readableBytes() || head.refCnt() > 1) {
            int size = Math.max(needed, head.readableBytes() + tail.readableBytes());
            all = ctx.alloc().ioBuffer(size).writeBytes(head);
            head.release();
        }
        all.writeBytes(tail);
        tail.release();
        return all;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            refuse(ctx, "NoHello");
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        refuse(ctx, "NoHello");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        refuse(ctx, "NoHello");
    }

    private void refuse(ChannelHandlerContext ctx, String reason) {
        if (!done) {
            done = true;
            stop();
            next.refused(ctx, reason);
        }
        ctx.close();
    }

    private void stop() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
        if (first.refCnt() > 0) {
            first.release();
        }
        first = Unpooled.EMPTY_BUFFER;
    }
}
