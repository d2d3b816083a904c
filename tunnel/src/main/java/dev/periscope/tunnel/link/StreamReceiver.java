package dev.periscope.tunnel.link;

import dev.periscope.tunnel.message.Errno;
import io.netty.buffer.ByteBuf;

/** Takes what arrives on a {@link LinkStream}. Called on the stream's event loop; must not block. */
public interface StreamReceiver {

    /**
     * Bytes from the peer, in order.
     *
     * @param data to be released by the receiver, which also calls {@link LinkStream#consumed} when it is done with them
     */
    void data(ByteBuf data);

    /** Everything {@link #data} got since the last call can be flushed: no more is at hand now. */
    default void flush() {}

    /** The peer ended its direction; all its bytes were handed over before. */
    void finished();

    /** Both directions are over: reset by the peer or by the end of the link. The last call. Never comes after an own reset. */
    void reset(Errno errno, String text);

    /** {@link LinkStream#isWritable} turned true again. */
    void writable();
}
