package dev.periscope.tunnel.link;

import dev.periscope.tunnel.key.KeyHash;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sets up a link's pipeline. */
@SuppressWarnings("DoNotCallSuggester")
final class LinkStart {

    private LinkStart() {}

    static CompletionStage<LinkClient> client(
            Channel channel, @Nullable SslHandler tls, LinkOptions options, LinkClient.Listener listener) {
        throw new UnsupportedOperationException();
    }

    static CompletionStage<LinkServer> server(
            Channel channel,
            @Nullable SslHandler tls,
            LinkOptions options,
            Function<KeyHash, LinkServer.Handler> handlers) {
        throw new UnsupportedOperationException();
    }
}
