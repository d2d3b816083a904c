package dev.periscope.agent.selftest;

import dev.periscope.agent.Agent;
import dev.periscope.agent.AgentConfig;
import dev.periscope.agent.AgentPlace;
import dev.periscope.agent.AgentTiming;
import dev.periscope.agent.Departure;
import dev.periscope.agent.Surroundings;
import dev.periscope.agent.connect.Sockets;
import dev.periscope.agent.control.OperatorAddress;
import dev.periscope.agent.log.EventLog;
import dev.periscope.agent.resolve.ResolvConf;
import dev.periscope.control.AgentMessage;
import dev.periscope.control.OperatorMessage;
import dev.periscope.control.OperatorMessage.Configure;
import dev.periscope.control.OperatorMessage.Gateway;
import dev.periscope.tunnel.key.Identity;
import dev.periscope.tunnel.link.LinkClient;
import dev.periscope.tunnel.link.LinkOptions;
import dev.periscope.tunnel.tls.PinnedTls;
import dev.periscope.tunnel.tls.TlsProvider;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A whole session on loopback: operator, gateway, name server, servers, and an agent that serves it. */
public final class LoopbackSession implements AutoCloseable {

    private static final String UID = "0c2f5f0e-3a53-4ae2-8a0a-8a1c4d0f4d1e";

    private final MultiThreadIoEventLoopGroup peers = new MultiThreadIoEventLoopGroup(1, Sockets.transport());
    private final MultiThreadIoEventLoopGroup agentGroup = new MultiThreadIoEventLoopGroup(1, Sockets.transport());
    private final EventLoop peerLoop = (EventLoop) peers.next();
    private final SecureRandom random = new SecureRandom();
    private final TlsProvider tls;
    private final Vertx vertx;
    private final EventLog log;
    private final Zone zone = new Zone();
    private final LoopbackDns dns = new LoopbackDns(peerLoop, zone);
    private final LoopbackServers servers = new LoopbackServers(peerLoop);
    private final LoopbackGateway gateway;
    private final LoopbackOperator operator;
    private final Identity agentIdentity = identity("agent");
    private final CompletableFuture<Departure> departure = new CompletableFuture<>();
    private volatile Configure configuration = SampleConfiguration.open();

    public LoopbackSession(Vertx vertx, TlsProvider tls, EventLog log) {
        this.vertx = vertx;
        this.tls = tls;
        this.log = log;
        gateway = new LoopbackGateway(peerLoop, tls, identity("gateway"));
        operator = new LoopbackOperator(vertx, identity("operator"), this::answer);
    }

    private Optional<OperatorMessage> answer(AgentMessage message) {
        boolean first = message instanceof AgentMessage.Enrol || message instanceof AgentMessage.Resume;
        return first ? Optional.of(configuration) : Optional.empty();
    }

    /** @return a new key, as a client makes it */
    public Identity identity(String name) {
        return Identity.create(name, random, Clock.systemUTC());
    }

    /** The configuration an agent gets when it enrols; it is led to this session's gateway. */
    public void prepare(Configure configure, Identity... clients) {
        configuration = revised(configure, configure.revision(), clients);
    }

    /** Sends the agent another configuration. */
    public void configure(Configure configure, Identity... clients) {
        configuration = revised(configure, configuration.revision() + 1, clients);
        operator.send(configuration);
    }

    private Configure revised(Configure configure, long revision, Identity... clients) {
        return SampleConfiguration.revised(
                configure,
                revision,
                Arrays.stream(clients)
                        .map(client -> new OperatorMessage.Client(name(client), client.publicKeyBase64()))
                        .toList(),
                List.of(new Gateway(
                        "127.0.0.1", gateway.agentPort(), gateway.keyHash().hex())));
    }

    /** @return the name under which the client stands in the configuration */
    public static String name(Identity client) {
        return "client-" + client.hash().hex().substring(0, 8);
    }

    /** Starts the agent that serves the session, not tied to any target. */
    public Agent start(AgentTiming timing) {
        return start(timing, Path.of("/proc"), false);
    }

    /** Starts it beside the target that this folder shows, see proc(5). */
    public Agent start(AgentTiming timing, Path proc, boolean tied) {
        ResolvConf resolvConf = new ResolvConf(
                List.of(dns.address()),
                List.of("shop.svc.cluster.local", "svc.cluster.local", "cluster.local"),
                5,
                Duration.ofMillis(500),
                2);
        AgentConfig config = new AgentConfig(
                UID, 1, new OperatorAddress("127.0.0.1", operator.port()), operator.keyHash(), "token", tied);
        AgentPlace place = new AgentPlace(
                new Surroundings(proc, resolvConf, "10.9.9.9 legacy\n"),
                agentIdentity,
                tls,
                vertx,
                (EventLoop) agentGroup.next(),
                Clock.systemUTC(),
                random,
                log);
        Agent agent = new Agent(config, place, timing, departure::complete);
        agent.start();
        return agent;
    }

    /** Attaches as a client through the gateway, as soon as the agent has registered there. */
    public CompletionStage<LinkClient> attach(Identity client, LinkClient.Listener listener) {
        PinnedTls pinned = PinnedTls.client(tls, client, agentIdentity.hash()::equals);
        CompletableFuture<Channel> connected = new CompletableFuture<>();
        new Sockets(peerLoop)
                .tcp()
                .handler(new ChannelInboundHandlerAdapter())
                .connect(gateway.clientAddress())
                .addListener((ChannelFuture future) -> {
                    if (future.isSuccess()) {
                        connected.complete(future.channel());
                    } else {
                        connected.completeExceptionally(future.cause());
                    }
                });
        return connected.thenCompose(channel ->
                LinkClient.connect(channel, pinned, configuration.serverName(), LinkOptions.standard(), listener));
    }

    public Zone zone() {
        return zone;
    }

    public LoopbackDns dns() {
        return dns;
    }

    public LoopbackServers servers() {
        return servers;
    }

    public LoopbackOperator operator() {
        return operator;
    }

    public LoopbackGateway gateway() {
        return gateway;
    }

    /** @return completed when the agent has left */
    public CompletableFuture<Departure> departure() {
        return departure;
    }

    @Override
    public void close() {
        operator.close();
        gateway.close();
        dns.close();
        servers.close();
        agentGroup.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        peers.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
