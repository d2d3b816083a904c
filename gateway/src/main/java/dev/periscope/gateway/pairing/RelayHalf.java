package dev.periscope.gateway.pairing;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.timeout.IdleStateEvent;
import java.util.function.LongConsumer;

/** From one connection to its peer. Belongs to the connection's event loop; the peer may belong to another. */
final class RelayHalf extends ChannelInboundHandlerAdapter {

    private final Relay relay;
    private final Channel peer;
    private final LongConsumer count;
    private boolean ended;

    RelayHalf(Relay relay, Channel peer, LongConsumer count) {
        this.relay = relay;
        this.peer = peer;
        this.count = count;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        count.accept(((ByteBuf) message).readableBytes());
        peer.write(message, peer.voidPromise());
        if (!peer.isWritable()) {
            pause(ctx);
        }
    }

    /**
     * The peer may turn writable on its own event loop between the look and the stop, and its wake-up would come before
     * the stop: hence the second look.
     */
    private void pause(ChannelHandlerContext ctx) {
        ctx.channel().config().setAutoRead(false);
        peer.flush();
        if (peer.isWritable()) {
            ctx.channel().config().setAutoRead(true);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        peer.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            peer.config().setAutoRead(true);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent && !ended) {
            ended = true;
            relay.finish(peer);
        } else if (event instanceof IdleStateEvent) {
            relay.end();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        relay.abort(ctx.channel());
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        relay.abort(ctx.channel());
    }
}
