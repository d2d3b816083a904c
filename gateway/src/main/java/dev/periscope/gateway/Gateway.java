package dev.periscope.gateway;

import static dev.periscope.gateway.log.EventLog.field;

import dev.periscope.gateway.agents.AgentControl;
import dev.periscope.gateway.agents.FirstBytes;
import dev.periscope.gateway.agents.Registration;
import dev.periscope.gateway.agents.Registry;
import dev.periscope.gateway.config.GatewayConfig;
import dev.periscope.gateway.directory.SessionDirectory;
import dev.periscope.gateway.health.GatewayMetrics;
import dev.periscope.gateway.hello.HelloPeek;
import dev.periscope.gateway.hello.SessionName;
import dev.periscope.gateway.log.EventLog;
import dev.periscope.gateway.log.LogKey;
import dev.periscope.gateway.pairing.Pairing;
import dev.periscope.gateway.pairing.Relay;
import dev.periscope.tunnel.gateway.Nonce;
import dev.periscope.tunnel.gateway.RegistrationFrames;
import dev.periscope.tunnel.tls.PinnedTls;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The two listeners and the way from one to the other: a client's hello names a session, the session's agent is asked to
 * dial back, and the two connections are joined.
 */
public final class Gateway implements AutoCloseable {

    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 << 10, 128 << 10);
    private static final int BACKLOG = 1_024;
    private static final String ALL = "all";

    private final GatewayConfig config;
    private final PinnedTls tls;
    private final GatewayMetrics metrics;
    private final EventLog log;
    private final Registry registry;
    private final Pairing pairing;
    private final Limits all;
    private final Limits clientsPerSource;
    private final Limits agentsPerSource;
    private final Limits perSession;
    private final EventLoopGroup group;
    private final ChannelGroup listeners = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final ChannelGroup links = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Channel clients;
    private final Channel agents;

    /**
     * Listens from now on.
     *
     * @param tls for agents' control connections; lets every key in, since the registration decides
     */
    public Gateway(
            GatewayConfig config,
            PinnedTls tls,
            SessionDirectory directory,
            SecureRandom random,
            GatewayMetrics metrics,
            EventLog log) {
        this.config = config;
        this.tls = tls;
        this.metrics = metrics;
        this.log = log;
        this.registry = new Registry(directory);
        this.pairing = new Pairing(random, config.dialBackTimeout());
        this.all = new Limits(config.maxConnections());
        this.clientsPerSource = new Limits(config.maxPerSource());
        this.agentsPerSource = new Limits(config.maxPerSource());
        this.perSession = new Limits(config.maxPerSession());
        this.group = new MultiThreadIoEventLoopGroup(config.threads(), NioIoHandler.newFactory());
        this.clients = listen(config.clientPort(), clientsPerSource, this::client);
        this.agents = listen(config.agentPort(), agentsPerSource, this::agent);
    }

    /** @return where clients arrive */
    public InetSocketAddress clientAddress() {
        return (InetSocketAddress) clients.localAddress();
    }

    /** @return where agents arrive */
    public InetSocketAddress agentAddress() {
        return (InetSocketAddress) agents.localAddress();
    }

    /** @return how many agents are registered */
    public int agents() {
        return registry.size();
    }

    /** @return how many clients wait for a dial-back */
    public int waiting() {
        return pairing.size();
    }

    private interface Arrival {
        void set(SocketChannel socket);
    }

    private Channel listen(int port, Limits perSource, Arrival arrival) {
        Channel channel = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(512, 4 << 10, 64 << 10))
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel socket) {
                        if (all.take(ALL, socket) && perSource.take(Limits.source(socket), socket)) {
                            arrival.set(socket);
                        } else {
                            metrics.linkRefused("TooManyConnections");
                            socket.close();
                        }
                    }
                })
                .bind(port)
                .syncUninterruptibly()
                .channel();
        listeners.add(channel);
        return channel;
    }

    // ---- clients

    private void client(SocketChannel socket) {
        socket.pipeline().addLast(new HelloPeek(config.helloTimeout(), new HelloPeek.Next() {
            @Override
            public void named(ChannelHandlerContext ctx, String serverName, ByteBuf first) {
                ask(ctx, serverName, first);
            }

            @Override
            public void refused(ChannelHandlerContext ctx, String reason) {
                metrics.linkRefused(reason);
            }
        }));
    }

    private void ask(ChannelHandlerContext ctx, String serverName, ByteBuf first) {
        Optional<String> uid = SessionName.uid(serverName);
        Optional<Registration> agent = uid.flatMap(registry::find);
        if (uid.isEmpty() || agent.isEmpty()) {
            refuse(ctx.channel(), first, uid.isEmpty() ? "NotASession" : "NoAgent", uid.orElse("-"));
        } else if (!perSession.take(uid.get(), ctx.channel())) {
            refuse(ctx.channel(), first, "TooManyLinks", uid.get());
        } else {
            Pairing.Client client = new Pairing.Client(uid.get(), ctx.channel(), first);
            Nonce nonce = pairing.await(client, () -> {
                metrics.linkRefused("DialBackTimeout");
                log.warn("agent did not dial back", field(LogKey.session, uid.get()));
            });
            agent.get().dial(nonce);
        }
    }

    private void refuse(Channel client, ByteBuf first, String reason, String uid) {
        first.release();
        metrics.linkRefused(reason);
        log.info(
                "client refused",
                field(LogKey.session, uid),
                field(LogKey.reason, reason),
                field(LogKey.peer, client.remoteAddress()));
        client.close();
    }

    // ---- agents

    private void agent(SocketChannel socket) {
        socket.pipeline().addLast(new FirstBytes(config.helloTimeout(), new FirstBytes.Next() {
            @Override
            public void control(ChannelHandlerContext ctx) {
                SslHandler ssl = tls.newHandler(ctx.alloc(), "");
                ssl.setHandshakeTimeoutMillis(config.helloTimeout().toMillis());
                ctx.pipeline()
                        .addLast(ssl)
                        .addLast(new IdleStateHandler(
                                RegistrationFrames.SILENCE_SECONDS, RegistrationFrames.PING_SECONDS, 0))
                        .addLast(new RegistrationFrames())
                        .addLast(new AgentControl(ssl, registry, config.registerPatience(), metrics, log));
            }

            @Override
            public void dialBack(ChannelHandlerContext ctx, Nonce nonce) {
                pairing.take(nonce).ifPresentOrElse(client -> join(client, ctx.channel()), () -> {
                    metrics.linkRefused("UnknownNonce");
                    ctx.close();
                });
            }
        }));
    }

    private void join(Pairing.Client client, Channel agent) {
        agent.config().setAutoRead(false);
        metrics.linkOpened();
        links.add(agent);
        agent.closeFuture().addListener(closed -> metrics.linkClosed());
        log.info(
                "client joined",
                field(LogKey.session, client.sessionUid()),
                field(LogKey.peer, client.channel().remoteAddress()));
        Relay.join(
                client.channel(),
                agent,
                client.first(),
                config.idleTimeout(),
                metrics::countToAgent,
                metrics::countToClient);
    }

    // ---- the end

    /** Takes nobody new, waits until the open links have ended, at most the time of the configuration, and ends. */
    public void drain() {
        log.info("draining", field(LogKey.count, links.size()));
        listeners.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
        registry.drain();
        links.newCloseFuture().awaitUninterruptibly(config.drain().toMillis(), TimeUnit.MILLISECONDS);
        close();
    }

    /** Ends at once. */
    @Override
    public void close() {
        listeners.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    }
}
