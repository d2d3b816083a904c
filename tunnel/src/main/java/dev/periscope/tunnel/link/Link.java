package dev.periscope.tunnel.link;

import io.netty.channel.EventLoop;
import java.util.concurrent.CompletionStage;

/** What both ends of a link have in common. Methods may be called from any thread; callbacks come on {@link #eventLoop}. */
public interface Link {

    /** @return the event loop that owns the link and all its streams */
    EventLoop eventLoop();

    /** @return what the peer said of itself in its hello */
    String peerSoftware();

    /** @return the time a ping took there and back, in nanoseconds; fails when the link ends first */
    CompletionStage<Long> ping();

    /** Announces the end: no new streams from now on, those that are open go on. */
    void goAway(LinkEnd.Reason reason, String text);

    /** Ends the link now, telling the peer why; open streams are reset. Idempotent. */
    void close(LinkEnd.Reason reason, String text);

    /** @return completed, on the event loop, once the link has ended and all its streams with it; never fails */
    CompletionStage<LinkEnd> ended();

    /** @return what this end has counted; may be called from any thread, values may lag */
    LinkCounters counters();
}
