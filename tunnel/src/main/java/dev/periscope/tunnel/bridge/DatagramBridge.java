package dev.periscope.tunnel.bridge;

import dev.periscope.tunnel.link.LinkStream;
import io.netty.buffer.ByteBuf;
import io.netty.channel.socket.DatagramChannel;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Carries datagrams over a stream, each with its length (2 bytes) before it. As UDP may, it drops datagrams rather than
 * let them wait without bound: when the stream is not writable.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class DatagramBridge {

    /** Largest payload of a datagram, in bytes: 65,535 less the headers of IPv4 and UDP. */
    public static final int MAX_PAYLOAD = 65_507;

    private DatagramBridge() {}

    /**
     * Joins a stream with a connected UDP socket; from now on the bridge owns both.
     *
     * @param socket connected, registered with the stream's event loop, {@code AUTO_READ} off, without handlers that take part
     * @param idle the flow ends when nothing went either way for that long
     * @return completed on the event loop when both are over; never fails
     */
    public static CompletionStage<Void> join(LinkStream stream, DatagramChannel socket, Duration idle) {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads and writes datagrams where there is no connected socket, as on a client whose one socket serves many flows.
     *
     * @param received takes each payload and releases it
     * @param ended told once when the flow is over, whoever ended it
     */
    public static DatagramFlow over(LinkStream stream, Duration idle, Consumer<ByteBuf> received, Runnable ended) {
        throw new UnsupportedOperationException();
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

        /** Ends the flow. Idempotent. */
        void close();
    }
}
