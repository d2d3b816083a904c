package dev.periscope.tunnel.link;

import dev.periscope.tunnel.message.Environment;
import dev.periscope.tunnel.message.LinkConfig;
import dev.periscope.tunnel.message.LinkStats;
import dev.periscope.tunnel.message.OpenRequest;
import dev.periscope.tunnel.message.ResolveAnswer;
import dev.periscope.tunnel.message.ResolveRequest;
import dev.periscope.tunnel.tls.PinnedTls;
import io.netty.channel.Channel;
import java.util.concurrent.CompletionStage;

/**
 * The client's end of a link. All methods may be called from any thread; stages complete on the link's event loop and
 * fail with {@link LinkEndedException} when the link ends first.
 */
public interface LinkClient extends Link {

    /** Opens a flow from the target pod. Never fails: a link that is gone answers {@code Failed(LINK_LOST)}. */
    CompletionStage<OpenResult> open(OpenRequest request);

    /** Asks the target pod's resolver. Many questions may be under way; a slow one delays no other. */
    CompletionStage<ResolveAnswer> resolve(ResolveRequest request);

    /** Asks for the workload's environment. */
    CompletionStage<Environment> environment();

    /** Asks for the agent's counters of this link. */
    CompletionStage<LinkStats> stats();

    /** Tells the agent that the filter of that hash is in force here. */
    void acknowledgeConfig(String hash);

    /** What the agent tells without being asked. Called on the link's event loop, must not block. */
    interface Listener {

        /** The filter in force, first right after the link's start, then after each change. */
        void config(LinkConfig config);

        /** The agent goes away soon, or wants this client to: no new streams are possible on this link. */
        void goingAway(LinkEnd end);
    }

    /**
     * Starts a link over a connected channel: TLS first (the peer's key must be the pinned one), then hello.
     *
     * @param channel connected, active, without handlers of its own that take part; read from now on. Closed on any failure
     * @param serverName the session's server name, which leads a gateway to its agent
     * @return the link once both hellos are through; fails with {@link LinkEndedException}
     */
    static CompletionStage<LinkClient> connect(
            Channel channel, PinnedTls tls, String serverName, LinkOptions options, Listener listener) {
        return LinkStart.client(channel, tls.newHandler(channel.alloc(), serverName), options, listener);
    }

    /** Starts a link over a byte pipe that is secure already, or for tests. Otherwise as {@link #connect}. */
    static CompletionStage<LinkClient> start(Channel channel, LinkOptions options, Listener listener) {
        return LinkStart.client(channel, null, options, listener);
    }
}
