package dev.periscope.tunnel.bridge;

import dev.periscope.tunnel.link.LinkStream;
import dev.periscope.tunnel.message.Errno;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.PortUnreachableException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One stream and one connected UDP socket. Belongs to the event loop. */
final class DatagramJoin extends ChannelInboundHandlerAdapter implements DatagramBridge.DatagramReceiver {

    private final LinkStream stream;
    private final DatagramChannel socket;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private @Nullable DatagramStream flow;

    DatagramJoin(LinkStream stream, DatagramChannel socket) {
        this.stream = stream;
        this.socket = socket;
    }

    void start(Duration idle) {
        flow = new DatagramStream(stream, idle, this);
        flow.start();
        if (!done.isDone()) {
            socket.config().setAutoRead(true);
        }
    }

    CompletableFuture<Void> done() {
        return done;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf payload = ((DatagramPacket) message).content();
        if (flow == null) {
            payload.release();
        } else {
            flow.send(payload);
        }
    }

    @Override
    public void datagram(ByteBuf payload) {
        if (socket.isWritable()) {
            socket.writeAndFlush(payload, socket.voidPromise());
        } else {
            payload.release();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (flow == null) {
            ctx.close();
        } else if (cause instanceof PortUnreachableException) {
            flow.fail(Errno.CONNECTION_REFUSED, "port unreachable");
        } else {
            flow.fail(Errno.OTHER, String.valueOf(cause.getMessage()));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (flow != null) {
            flow.close();
        }
    }

    @Override
    public void ended(Optional<Errno> errno) {
        done.complete(null);
        socket.close();
    }
}
