package dev.periscope.client.link;

import dev.periscope.client.portforward.PortForward;
import dev.periscope.tunnel.key.Identity;
import dev.periscope.tunnel.link.LinkClient;
import dev.periscope.tunnel.link.LinkOptions;
import dev.periscope.tunnel.tls.PinnedTls;
import dev.periscope.tunnel.tls.TlsProvider;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/**
 * Dials an agent by racing the session's endpoints. Both sides check each other's key, whatever lies between.
 * Thread-safe.
 */
public final class EndpointDialer implements Dialer {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(8);

    private final EventLoop loop;
    private final Executor blocking;
    private final PortForward portForward;
    private final Identity self;
    private final LinkOptions options;
    private final Predicate<Endpoint> usable;

    /**
     * @param loop owns every link and its streams
     * @param blocking for look-ups of gateway names
     * @param usable which of the published endpoints may be tried
     */
    public EndpointDialer(
            EventLoop loop,
            Executor blocking,
            PortForward portForward,
            Identity self,
            LinkOptions options,
            Predicate<Endpoint> usable) {
        this.loop = loop;
        this.blocking = blocking;
        this.portForward = portForward;
        this.self = self;
        this.options = options;
        this.usable = usable;
    }

    @Override
    public CompletionStage<LinkClient> dial(AgentCoordinates agent, LinkClient.Listener listener) {
        PinnedTls tls = PinnedTls.client(TlsProvider.best(), self, agent.keyHash()::equals);
        List<Endpoint> tried = agent.endpoints().stream().filter(usable).toList();
        return EndpointRace.run(
                loop,
                tried,
                endpoint -> channel(endpoint)
                        .thenCompose(
                                channel -> LinkClient.connect(channel, tls, agent.serverName(), options, listener)));
    }

    private CompletionStage<Channel> channel(Endpoint endpoint) {
        return switch (endpoint) {
            case Endpoint.Gateway(String host, int port) -> connect(host, port);
            case Endpoint.InCluster(String host, int port) -> connect(host, port);
            case Endpoint.PortForward(String namespace, String pod, int port) ->
                portForward.open(namespace, pod, port, CONNECT_TIMEOUT);
        };
    }

    private CompletionStage<Channel> connect(String host, int port) {
        // Netty's own look-up would block the event loop.
        return CompletableFuture.supplyAsync(() -> addressOf(host, port), blocking)
                .thenCompose(address -> connect(address));
    }

    private static InetSocketAddress addressOf(String host, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException unknown) {
            throw new UncheckedDialFailure("no such host");
        }
    }

    private CompletionStage<Channel> connect(InetSocketAddress address) {
        CompletableFuture<Channel> connected = new CompletableFuture<>();
        ChannelHandler nothing = new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {}
        };
        new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT_TIMEOUT.toMillis())
                .handler(nothing)
                .connect(address)
                .addListener((io.netty.channel.ChannelFuture done) -> {
                    if (done.isSuccess()) {
                        connected.complete(done.channel());
                    } else {
                        connected.completeExceptionally(
                                new IOException(done.cause().getMessage(), done.cause()));
                    }
                });
        return connected;
    }

    private static final class UncheckedDialFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UncheckedDialFailure(String message) {
            super(message);
        }
    }
}
