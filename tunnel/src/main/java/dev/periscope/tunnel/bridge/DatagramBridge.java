package dev.periscope.tunnel.bridge;

import dev.periscope.tunnel.link.LinkStream;
import dev.periscope.tunnel.message.Errno;
import io.netty.buffer.ByteBuf;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.DatagramChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Carries datagrams over a stream, each with its length (2 bytes) before it. As UDP may, it drops datagrams rather than
 * let them wait without bound: when the stream is not writable. Empty datagrams are carried, but Netty's NIO sockets send none.
 */
public final class DatagramBridge {

    /** Largest payload of a datagram, in bytes: 65,535 less the headers of IPv4 and UDP. */
    public static final int MAX_PAYLOAD = 65_507;

    private DatagramBridge() {}

    /**
     * Joins a stream with a connected UDP socket; from now on the bridge owns both. An ICMP "port unreachable" ends the
     * flow with {@link Errno#CONNECTION_REFUSED}. To be called on the stream's event loop.
     *
     * @param socket connected, registered with the stream's event loop, {@code AUTO_READ} off, without handlers that take part
     * @param idle the flow ends when nothing went either way for that long
     * @return completed on the event loop when both are over; never fails
     */
    public static CompletionStage<Void> join(LinkStream stream, DatagramChannel socket, Duration idle) {
        if (!socket.eventLoop().equals(stream.eventLoop())) {
            throw new IllegalArgumentException(
                    "bridge: the socket belongs to another event loop than stream " + stream.id());
        }
        socket.config().setRecvByteBufAllocator(new FixedRecvByteBufAllocator(MAX_PAYLOAD));
        DatagramJoin join = new DatagramJoin(stream, socket);
        socket.pipeline().addLast(join);
        join.start(idle);
        return join.done();
    }

    /**
     * Reads and writes datagrams where there is no connected socket, as on a client whose one socket serves many flows.
     * To be called on the stream's event loop.
     *
     * @param idle the flow ends when nothing went either way for that long
     */
    public static DatagramFlow over(LinkStream stream, Duration idle, DatagramReceiver receiver) {
        DatagramStream flow = new DatagramStream(stream, idle, receiver);
        flow.start();
        return flow;
    }

    /** A flow of datagrams. To be used on the stream's event loop. */
    public interface DatagramFlow {

        /**
         * Sends one datagram, or drops it when the stream is not writable.
         *
         * @param payload released; 0..65,507 bytes
         * @return whether it was sent
         * @throws IllegalArgumentException if the payload is too long
         */
        boolean send(ByteBuf payload);

        /** Ends the flow; datagrams that were sent still arrive. Idempotent. */
        void close();
    }

    /** Takes what arrives. Called on the stream's event loop. */
    public interface DatagramReceiver {

        /** @param payload one datagram, to be released */
        void datagram(ByteBuf payload);

        /**
         * The flow is over, whoever ended it. The last call.
         *
         * @param errno why, unless it ended by being idle or closed
         */
        void ended(Optional<Errno> errno);
    }
}
