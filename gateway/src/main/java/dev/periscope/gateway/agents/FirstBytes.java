package dev.periscope.gateway.agents;

import dev.periscope.tunnel.gateway.DialBack;
import dev.periscope.tunnel.gateway.Nonce;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells an agent's control connection, whose first byte is that of a TLS handshake, from a dial-back, which begins with
 * {@link DialBack}'s preface. Replaces itself; bytes after the preface go to what takes its place.
 */
public final class FirstBytes extends ByteToMessageDecoder {

    private static final int TLS_HANDSHAKE = 0x16;

    /** What a connection turned out to be. Both may change the pipeline; this handler removes itself afterwards. */
    public interface Next {

        /** An agent's control connection. */
        void control(ChannelHandlerContext ctx);

        /** A dial-back with that nonce. */
        void dialBack(ChannelHandlerContext ctx, Nonce nonce);
    }

    private final Duration timeout;
    private final Next next;
    private java.util.concurrent.@Nullable ScheduledFuture<?> timer;

    /** @param timeout how long the first bytes may take */
    public FirstBytes(Duration timeout, Next next) {
        this.timeout = timeout;
        this.next = next;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        timer = ctx.executor().schedule(() -> ctx.close(), timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (in.getUnsignedByte(in.readerIndex()) == TLS_HANDSHAKE) {
            next.control(ctx);
            ctx.pipeline().remove(this);
            return;
        }
        if (!isPreface(in)) {
            in.skipBytes(in.readableBytes());
            ctx.close();
            return;
        }
        if (in.readableBytes() >= DialBack.LENGTH) {
            in.skipBytes(Integer.BYTES + 1);
            next.dialBack(ctx, Nonce.read(in));
            ctx.pipeline().remove(this);
        }
    }

    /** @return whether what is there so far can be the beginning of a preface */
    private static boolean isPreface(ByteBuf in) {
        int at = in.readerIndex();
        int known = Math.min(Integer.BYTES, in.readableBytes());
        for (int i = 0; i < known; i++) {
            if (in.getByte(at + i) != (byte) (DialBack.MAGIC >>> (24 - 8 * i))) {
                return false;
            }
        }
        return in.readableBytes() <= Integer.BYTES || in.getByte(at + Integer.BYTES) == DialBack.VERSION;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        if (event instanceof ChannelInputShutdownEvent) {
            ctx.close();
        }
        super.userEventTriggered(ctx, event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
