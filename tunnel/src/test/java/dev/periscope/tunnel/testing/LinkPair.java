package dev.periscope.tunnel.testing;

import dev.periscope.tunnel.bridge.SocketBridge;
import dev.periscope.tunnel.key.Identity;
import dev.periscope.tunnel.link.Link;
import dev.periscope.tunnel.link.LinkClient;
import dev.periscope.tunnel.link.LinkEnd;
import dev.periscope.tunnel.link.LinkOptions;
import dev.periscope.tunnel.link.LinkServer;
import dev.periscope.tunnel.link.OpenResult;
import dev.periscope.tunnel.message.LinkConfig;
import dev.periscope.tunnel.message.OpenRequest;
import dev.periscope.tunnel.message.Transport;
import dev.periscope.tunnel.tls.PinnedTls;
import dev.periscope.tunnel.tls.TlsProvider;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** A client and an agent, each with an event loop of its own, joined by a TCP connection over loopback. */
public final class LinkPair implements AutoCloseable {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final long PATIENCE_SECONDS = 10;

    /** What the client was told. */
    public final Queue<LinkConfig> configs = new ConcurrentLinkedQueue<>();

    /** What the client was told of the end. */
    public final Queue<LinkEnd> goingAway = new ConcurrentLinkedQueue<>();

    /** The agent's identity. */
    public final Identity agent = Identity.create("agent", new SecureRandom(), Clock.systemUTC());

    /** The client's identity. */
    public final Identity user = Identity.create("user", new SecureRandom(), Clock.systemUTC());

    private final EventLoopGroup clientLoop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoopGroup agentLoop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Wire wire;
    private final LinkOptions clientOptions;
    private final LinkOptions agentOptions;

    private LinkPair(Wire wire, LinkOptions clientOptions, LinkOptions agentOptions) {
        this.wire = wire;
        this.clientOptions = clientOptions;
        this.agentOptions = agentOptions;
    }

    private final CompletableFuture<LinkServer> serverSide = new CompletableFuture<>();
    private final CompletableFuture<LinkClient> clientSide = new CompletableFuture<>();

    /** @return a pair whose link is up */
    public static LinkPair up(Wire wire, LinkServer.Handler handler) throws Exception {
        return up(wire, LinkOptions.standard(), handler);
    }

    /** @return a pair whose link is up */
    public static LinkPair up(Wire wire, LinkOptions options, LinkServer.Handler handler) throws Exception {
        LinkPair pair = new LinkPair(wire, options, options);
        pair.connect(handler);
        pair.client();
        pair.server();
        return pair;
    }

    private void connect(LinkServer.Handler handler) throws Exception {
        Channel listener = new ServerBootstrap()
                .group(agentLoop)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.AUTO_READ, false)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel socket) {
                        tune(socket);
                        forward(serverLink(socket, handler), serverSide);
                    }
                })
                .bind(LOOPBACK, 0)
                .sync()
                .channel();
        Channel socket = new Bootstrap()
                .group(clientLoop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.AUTO_READ, false)
                .handler(new ChannelInboundHandlerAdapter())
                .connect(listener.localAddress())
                .sync()
                .channel();
        tune((SocketChannel) socket);
        forward(clientLink(socket), clientSide);
    }

    private static <T> void forward(java.util.concurrent.CompletionStage<T> from, CompletableFuture<T> to) {
        from.whenComplete((value, failure) -> {
            if (failure == null) {
                to.complete(value);
            } else {
                to.completeExceptionally(failure);
            }
        });
    }

    private java.util.concurrent.CompletionStage<LinkServer> serverLink(Channel socket, LinkServer.Handler handler) {
        if (wire.tls().isEmpty()) {
            return LinkServer.start(socket, agentOptions, handler);
        }
        TlsProvider provider = wire.tls().get();
        return LinkServer.accept(
                socket, PinnedTls.server(provider, agent, user.hash()::equals), agentOptions, key -> handler);
    }

    private java.util.concurrent.CompletionStage<LinkClient> clientLink(Channel socket) {
        LinkClient.Listener listener = new LinkClient.Listener() {
            @Override
            public void config(LinkConfig config) {
                configs.add(config);
            }

            @Override
            public void goingAway(LinkEnd end) {
                goingAway.add(end);
            }
        };
        if (wire.tls().isEmpty()) {
            return LinkClient.start(socket, clientOptions, listener);
        }
        TlsProvider provider = wire.tls().get();
        return LinkClient.connect(
                socket,
                PinnedTls.client(provider, user, agent.hash()::equals),
                "1234.session.periscope.dev",
                clientOptions,
                listener);
    }

    private void tune(SocketChannel socket) {
        if (wire.socketBuffer() > 0) {
            socket.config().setReceiveBufferSize(wire.socketBuffer()).setSendBufferSize(wire.socketBuffer());
        }
    }

    /** @return the client's end */
    public LinkClient client() throws Exception {
        return clientSide.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** @return the agent's end */
    public LinkServer server() throws Exception {
        return serverSide.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** @return how opening a TCP flow ended */
    public OpenResult open(InetSocketAddress target) throws Exception {
        return client().open(new OpenRequest(Transport.TCP, target.getAddress(), target.getPort(), Optional.empty()))
                .toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** @return a local port whose connections are carried to the target */
    public InetSocketAddress forward(InetSocketAddress target) throws Exception {
        LinkClient link = client();
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(clientLoop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 256)
                .childOption(ChannelOption.AUTO_READ, false)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel socket) {
                        carry(link, socket, target);
                    }
                });
        if (wire.socketBuffer() > 0) {
            bootstrap.option(ChannelOption.SO_RCVBUF, wire.socketBuffer());
        }
        return (InetSocketAddress) bootstrap.bind(LOOPBACK, 0).sync().channel().localAddress();
    }

    private void carry(LinkClient link, SocketChannel socket, InetSocketAddress target) {
        tune(socket);
        link.open(new OpenRequest(Transport.TCP, target.getAddress(), target.getPort(), Optional.empty()))
                .thenAccept(result -> {
                    switch (result) {
                        case OpenResult.Opened opened -> SocketBridge.join(opened.stream(), socket);
                        case OpenResult.Failed failed -> {
                            socket.config().setSoLinger(0);
                            socket.close();
                        }
                    }
                });
    }

    /** A loop that is shut down under a link may drop the event that tells the link: its streams would keep their bytes. */
    @Override
    public void close() {
        end(clientSide);
        end(serverSide);
        clientLoop.shutdownGracefully(100, 5_000, TimeUnit.MILLISECONDS).syncUninterruptibly();
        agentLoop.shutdownGracefully(100, 5_000, TimeUnit.MILLISECONDS).syncUninterruptibly();
    }

    private static void end(CompletableFuture<? extends Link> side) {
        if (side.isDone() && !side.isCompletedExceptionally()) {
            Link link = side.join();
            link.close(LinkEnd.Reason.CLOSED, "the test ends");
            link.ended()
                    .toCompletableFuture()
                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .join();
        }
    }
}
