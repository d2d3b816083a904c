package dev.periscope.tunnel.link;

import dev.periscope.tunnel.key.KeyHash;
import dev.periscope.tunnel.message.Environment;
import dev.periscope.tunnel.message.LinkConfig;
import dev.periscope.tunnel.message.LinkStats;
import dev.periscope.tunnel.message.OpenRequest;
import dev.periscope.tunnel.message.ResolveAnswer;
import dev.periscope.tunnel.message.ResolveRequest;
import dev.periscope.tunnel.tls.PinnedTls;
import io.netty.channel.Channel;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The agent's end of a link. Methods may be called from any thread. */
public interface LinkServer extends Link {

    /** Tells the client which filter is in force; each one replaces the one before. */
    void config(LinkConfig config);

    /**
     * Who answers the client; the rights are enforced here. Called on the link's event loop, must not block. A stage may
     * complete on any thread; one that fails is answered by its failure's message.
     */
    interface Handler {

        /** The link is up; a good moment for {@link LinkServer#config}. */
        void started(LinkServer link);

        /** The client asks for a flow: decide, connect, then {@link PendingStream#accept} or {@link PendingStream#refuse}. */
        void open(OpenRequest request, PendingStream stream);

        /** The client asks for a name. */
        CompletionStage<ResolveAnswer> resolve(ResolveRequest request);

        /** The client asks for the environment. */
        CompletionStage<Environment> environment();

        /** The client asks for the link's counters. */
        LinkStats stats();

        /** The client has the filter of that hash in force. */
        void configAcknowledged(String hash);

        /** The link has ended, after its streams. */
        void ended(LinkEnd end);
    }

    /**
     * Accepts a link on a connected channel: TLS first (the peer's key must pass the pin), then hello.
     *
     * @param channel connected, active, without handlers of its own that take part; read from now on. Closed on any failure
     * @param handlers makes the handler for the client of that key
     * @return the link once both hellos are through; fails with {@link LinkEndedException}
     */
    static CompletionStage<LinkServer> accept(
            Channel channel, PinnedTls tls, LinkOptions options, Function<KeyHash, Handler> handlers) {
        return LinkStart.server(channel, tls.newHandler(channel.alloc(), ""), options, handlers);
    }

    /** Starts a link over a byte pipe that is secure already, or for tests. Otherwise as {@link #accept}. */
    static CompletionStage<LinkServer> start(Channel channel, LinkOptions options, Handler handler) {
        return LinkStart.server(channel, options, handler);
    }
}
