package dev.periscope.gateway.testing;

import dev.periscope.gateway.Gateway;
import dev.periscope.gateway.config.GatewayConfig;
import dev.periscope.gateway.directory.SessionTable;
import dev.periscope.gateway.health.GatewayMetrics;
import dev.periscope.gateway.log.EventLog;
import dev.periscope.tunnel.gateway.GatewayEndpoint;
import dev.periscope.tunnel.gateway.GatewayRegistration;
import dev.periscope.tunnel.key.Identity;
import dev.periscope.tunnel.key.KeyHash;
import dev.periscope.tunnel.tls.PinnedTls;
import dev.periscope.tunnel.tls.TlsProvider;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A gateway whose sessions the test writes, and agents that register there. */
public final class Rig implements AutoCloseable {

    /** What the gateway knows. */
    public final SessionTable sessions = new SessionTable();

    /** What the gateway counts. */
    public final GatewayMetrics metrics = new GatewayMetrics();

    /** The gateway's key. */
    public final Identity identity = Identity.create("gateway", new SecureRandom(), Clock.systemUTC());

    /** Where agents live. */
    public final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

    /** The gateway. */
    public final Gateway gateway;

    /** @param settings environment variables beside the ports */
    public Rig(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(
                Map.of("PERISCOPE_CLIENT_PORT", "0", "PERISCOPE_AGENT_PORT", "0", "PERISCOPE_THREADS", "2"));
        all.putAll(settings);
        gateway = new Gateway(
                GatewayConfig.of(all, 2),
                PinnedTls.server(TlsProvider.best(), identity, key -> true),
                sessions,
                new SecureRandom(),
                metrics,
                new EventLog(
                        new java.io.PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                        Clock.systemUTC()));
    }

    /** Tells the gateway of a session. */
    public void session(String uid, KeyHash agentKey) {
        sessions.put(new SessionTable.Session(uid, Optional.of(agentKey)));
    }

    /** @return an agent that tries to register, with a key of its own */
    public Agent agent(String uid) {
        return new Agent(this, uid, Identity.create("agent", new SecureRandom(), Clock.systemUTC()), identity.hash());
    }

    /** @return a plain connection to the clients' port */
    public Socket client() throws IOException {
        return connect(gateway.clientAddress().getPort());
    }

    /** @return a plain connection to the agents' port */
    public Socket rawAgent() throws IOException {
        return connect(gateway.agentAddress().getPort());
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
        return socket;
    }

    /** @return how often clients were refused for that reason */
    public boolean refused(String reason) {
        return metrics.text(() -> 0, () -> 0, () -> 0).contains("links_refused_total{reason=\"" + reason + "\"}");
    }

    @Override
    public void close() {
        gateway.close();
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    }

    /** An agent, its registration, and the dial-backs it made. */
    public static final class Agent implements GatewayRegistration.Listener {

        /** Its key. */
        public final Identity identity;

        /** Connections it has dialled back. */
        public final BlockingQueue<Channel> dialBacks = new LinkedBlockingQueue<>();

        /** Why it was refused. */
        public final Queue<String> refusals = new ConcurrentLinkedQueue<>();

        /** Why connections failed. */
        public final Queue<String> failures = new ConcurrentLinkedQueue<>();

        /** The registration. */
        public final GatewayRegistration registration;

        private volatile Set<String> registered = Set.of();

        Agent(Rig rig, String uid, Identity identity, KeyHash gatewayKey) {
            this.identity = identity;
            this.registration = GatewayRegistration.start(
                    rig.group,
                    new GatewayRegistration.Agent(uid, 1, identity, TlsProvider.best()),
                    GatewayRegistration.Resolver.system(),
                    new java.util.SplittableRandom(1),
                    this);
            registration.gateways(List.of(
                    new GatewayEndpoint("127.0.0.1", rig.gateway.agentAddress().getPort(), gatewayKey)));
        }

        /** @return whether a gateway has accepted it */
        public boolean isRegistered() {
            return !registered.isEmpty();
        }

        @Override
        public void dialBack(Channel channel) {
            dialBacks.add(channel);
        }

        @Override
        public void registered(Set<String> gateways) {
            registered = gateways;
        }

        @Override
        public void refused(String gateway, String reason, String text) {
            refusals.add(reason);
        }

        @Override
        public void failed(String gateway, String text) {
            failures.add(text);
        }
    }
}
