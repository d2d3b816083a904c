package dev.periscope.tunnel.bridge;

import dev.periscope.tunnel.link.LinkStream;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import java.util.concurrent.CompletionStage;

/**
 * Joins a stream with a connected TCP socket, both ways, exactly: FIN becomes FIN once the bytes before it are out, RST
 * becomes RST, and each side reads only as fast as the other takes.
 */
public final class SocketBridge {

    private static final int READ_MIN = 512;
    private static final int READ_START = 4 << 10;
    private static final int READ_MAX = 64 << 10;

    private SocketBridge() {}

    /**
     * Joins both; from now on the bridge owns them. The bridge switches on half-closure, TCP_NODELAY and reading. To be
     * called on the stream's event loop.
     *
     * @param stream open, without a receiver
     * @param socket connected, registered with the stream's event loop, created with {@code AUTO_READ} off, without
     *     handlers that take part
     * @return completed on the event loop when both are over; never fails
     * @throws IllegalArgumentException if the socket belongs to another event loop
     * @throws IllegalStateException if called elsewhere than on the event loop
     */
    public static CompletionStage<Outcome> join(LinkStream stream, SocketChannel socket) {
        if (!socket.eventLoop().equals(stream.eventLoop())) {
            throw new IllegalArgumentException(
                    "bridge: the socket belongs to another event loop than stream " + stream.id());
        }
        if (!socket.eventLoop().inEventLoop()) {
            throw new IllegalStateException("bridge: expected to be called on the stream's event loop");
        }
        socket.config()
                .setAllowHalfClosure(true)
                .setTcpNoDelay(true)
                // After a failed write there may be bytes left to read, which RST does not take back.
                .setAutoClose(false)
                .setWriteBufferWaterMark(WriteBufferWaterMark.DEFAULT)
                .setRecvByteBufAllocator(new AdaptiveRecvByteBufAllocator(READ_MIN, READ_START, READ_MAX));
        socket.config().setOption(ChannelOption.SO_KEEPALIVE, true);
        SocketJoin join = new SocketJoin(stream, socket);
        socket.pipeline().addLast(join);
        join.start();
        return join.outcome();
    }

    /**
     * What went through.
     *
     * @param fromSocket bytes from the socket to the stream
     * @param toSocket bytes from the stream to the socket
     * @param reset whether it ended by a reset of either side
     */
    public record Outcome(long fromSocket, long toSocket, boolean reset) {}
}
