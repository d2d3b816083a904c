package dev.periscope.tunnel.link;

import dev.periscope.tunnel.message.Errno;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * A stream a client asked for and the agent has not answered yet. Methods are to be called on {@link #eventLoop};
 * exactly one of {@link #accept} and {@link #refuse} is to be called.
 */
public interface PendingStream {

    /** @return the event loop that owns the link; sockets to be joined with the stream belong on it */
    EventLoop eventLoop();

    /** @return whether the client gave up or the link ended: answering has no effect any more */
    boolean isAbandoned();

    /** Runs {@code action} when the client gives up or the link ends before the answer; at once if that happened already. */
    void onAbandoned(Runnable action);

    /**
     * Tells the client that it is connected.
     *
     * @param source the address the connection leaves from
     * @return the stream; over already if the request was abandoned meanwhile
     * @throws IllegalStateException if it was answered before
     */
    LinkStream accept(Optional<InetSocketAddress> source);

    /**
     * Tells the client that there is no connection.
     *
     * @param text the reason in words, for {@link Errno#DENIED} the rule; at most 1,000 characters are sent
     * @throws IllegalStateException if it was answered before
     */
    void refuse(Errno errno, String text);
}
