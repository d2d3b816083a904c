package dev.periscope.tunnel.link;

import dev.periscope.tunnel.message.Errno;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;

/**
 * One flow of a link: two independent directions of bytes, each with credit, an end (half-close) and a common reset.
 *
 * <p>All methods are to be called on {@link #eventLoop}; all callbacks come there. Nothing blocks. For a UDP flow the
 * bytes are datagrams, each with its length before it; {@link dev.periscope.tunnel.bridge.DatagramBridge} does that.
 */
public interface LinkStream {

    /** @return the stream's number on its link, for logs */
    int id();

    /** @return the event loop that owns this stream and its link */
    EventLoop eventLoop();

    /**
     * Says who takes what arrives. To be called once; what came before is handed over at once, in order.
     *
     * @throws IllegalStateException if there is a receiver already
     */
    void receiver(StreamReceiver receiver);

    /**
     * Sends bytes, in order. Never fails: what does not fit into the peer's window or the link waits here. Callers stop
     * when {@link #isWritable} turns false and go on at {@link StreamReceiver#writable}; there is no other bound.
     *
     * @param data released by the stream, also when the stream is over already
     * @throws IllegalStateException after {@link #finish}
     */
    void write(ByteBuf data);

    /** @return whether the caller should write more now; false after {@link #finish}, a reset or the link's end */
    boolean isWritable();

    /** Ends this direction once everything written is on its way: the peer's {@link StreamReceiver#finished}. Idempotent. */
    void finish();

    /**
     * Gives the peer credit back for bytes of {@link StreamReceiver#data} which are out of this process' memory.
     *
     * @param bytes 0 or more; in sum never more than what arrived
     */
    void consumed(int bytes);

    /** Ends both directions at once: what was written but is not yet on its way is dropped. Idempotent. */
    void reset(Errno errno, String text);

    /**
     * Ends both directions, this one only after everything written is on its way, as a TCP connection does whose
     * last bytes are followed by RST. What arrives meanwhile is dropped. Idempotent.
     */
    void resetAfterData(Errno errno, String text);

    /** @return whether both directions have ended, by half-closes, a reset or the link's end */
    boolean isOver();
}
