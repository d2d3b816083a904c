package dev.periscope.tunnel.link;

import dev.periscope.tunnel.key.KeyHash;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sets up a link's pipeline: TLS where it is wanted, then the link. */
final class LinkStart {

    /** What may wait below the streams: enough to keep the connection busy, little enough for a small write's sake. */
    private static final WriteBufferWaterMark BELOW = new WriteBufferWaterMark(64 << 10, 128 << 10);

    private static final int READ_MIN = 2 << 10;
    private static final int READ_START = 16 << 10;
    private static final int READ_MAX = 256 << 10;

    private LinkStart() {}

    static CompletionStage<LinkClient> client(
            Channel channel, @Nullable SslHandler tls, LinkOptions options, LinkClient.Listener listener) {
        ClientLink link = new ClientLink(channel, tls, options, listener);
        link.core().onLoop(() -> install(channel, tls, link.core()));
        return link.start();
    }

    static CompletionStage<LinkServer> server(
            Channel channel,
            @Nullable SslHandler tls,
            LinkOptions options,
            Function<KeyHash, LinkServer.Handler> handlers) {
        ServerLink link = new ServerLink(channel, tls, options, handlers);
        link.core().onLoop(() -> install(channel, tls, link.core()));
        return link.start();
    }

    static CompletionStage<LinkServer> server(Channel channel, LinkOptions options, LinkServer.Handler handler) {
        ServerLink link = new ServerLink(channel, null, options, key -> handler);
        link.handler(handler);
        link.core().onLoop(() -> install(channel, null, link.core()));
        return link.start();
    }

    private static void install(Channel channel, @Nullable SslHandler tls, LinkCore core) {
        // Not every byte pipe is a socket: an option it does not know is no fault.
        channel.config().setOption(ChannelOption.TCP_NODELAY, true);
        channel.config().setWriteBufferWaterMark(BELOW);
        channel.config().setRecvByteBufAllocator(new AdaptiveRecvByteBufAllocator(READ_MIN, READ_START, READ_MAX));
        if (tls != null) {
            channel.pipeline().addLast(tls);
        }
        channel.pipeline().addLast(core);
        channel.config().setAutoRead(true);
    }
}
