package dev.periscope.tunnel.bridge;

import dev.periscope.tunnel.link.LinkStream;
import io.netty.channel.socket.SocketChannel;
import java.util.concurrent.CompletionStage;

/**
 * Joins a stream with a connected TCP socket, both ways, exactly: FIN becomes FIN once the bytes before it are out, RST
 * becomes RST, and each side reads only as fast as the other takes.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class SocketBridge {

    private SocketBridge() {}

    /**
     * Joins both; from now on the bridge owns them. The bridge switches on half-closure, TCP_NODELAY and reading.
     *
     * @param stream open, without a receiver
     * @param socket connected, registered with the stream's event loop, created with {@code AUTO_READ} off, without handlers that take part
     * @return completed on the event loop when both are over; never fails
     * @throws IllegalArgumentException if the socket belongs to another event loop
     */
    public static CompletionStage<Outcome> join(LinkStream stream, SocketChannel socket) {
        throw new UnsupportedOperationException();
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
