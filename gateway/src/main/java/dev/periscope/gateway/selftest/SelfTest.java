package dev.periscope.gateway.selftest;

import static dev.periscope.gateway.log.EventLog.field;

import dev.periscope.gateway.Gateway;
import dev.periscope.gateway.config.GatewayConfig;
import dev.periscope.gateway.directory.ApiServer;
import dev.periscope.gateway.directory.SessionTable;
import dev.periscope.gateway.directory.SessionWatch;
import dev.periscope.gateway.health.GatewayMetrics;
import dev.periscope.gateway.health.HealthServer;
import dev.periscope.gateway.hello.SessionName;
import dev.periscope.gateway.log.EventLog;
import dev.periscope.gateway.log.LogKey;
import dev.periscope.tunnel.gateway.GatewayEndpoint;
import dev.periscope.tunnel.key.Identity;
import dev.periscope.tunnel.tls.PinnedTls;
import dev.periscope.tunnel.tls.TlsProvider;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A gateway, an agent and a client in one process, once with each TLS implementation that is there. */
public final class SelfTest {

    private static final int BYTES = 1 << 20;
    private static final long PATIENCE_SECONDS = 10;
    private static final String UID = "00000000-0000-4000-8000-000000000000";

    private static final Map<String, String> SETTINGS = Map.of(
            "PERISCOPE_CLIENT_PORT", "0",
            "PERISCOPE_AGENT_PORT", "0",
            "PERISCOPE_HEALTH_PORT", "0",
            "PERISCOPE_DRAIN_MS", "2000");

    private SelfTest() {}

    /** @throws Exception if anything is not as it should be */
    public static void run(EventLog log) throws Exception {
        Set<TlsProvider> providers = new LinkedHashSet<>(List.of(TlsProvider.best(), TlsProvider.JDK));
        for (TlsProvider provider : providers) {
            once(provider, log);
            log.info("self-test passed", field(LogKey.text, provider));
        }
    }

    private static void once(TlsProvider provider, EventLog log) throws Exception {
        SecureRandom random = new SecureRandom();
        Identity written = Identity.create("gateway", random, Clock.systemUTC());
        Identity identity = Identity.fromPem(written.toPem(), "gateway", random, Clock.systemUTC());
        Identity agentKey = Identity.create("agent", random, Clock.systemUTC());
        Identity clientKey = Identity.create("client", random, Clock.systemUTC());
        GatewayConfig config = GatewayConfig.of(SETTINGS, 1);
        GatewayMetrics metrics = new GatewayMetrics();
        SessionTable sessions = new SessionTable();
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        SessionWatch watching = null;
        try (FakeApi api = FakeApi.start();
                Gateway gateway = new Gateway(
                        config, PinnedTls.server(provider, identity, key -> true), sessions, random, metrics, log);
                HealthServer health = HealthServer.start(
                        config.healthPort(),
                        sessions::isReady,
                        () -> metrics.text(gateway::agents, gateway::waiting, sessions::size));
                EchoAgent agent = new EchoAgent(
                        group,
                        UID,
                        agentKey,
                        clientKey.hash(),
                        provider,
                        new GatewayEndpoint("127.0.0.1", gateway.agentAddress().getPort(), identity.hash()),
                        random)) {
            watching = SessionWatch.start(ApiServer.plain(api.uri()), sessions, log, random);
            api.session(UID, agentKey.hash().hex());
            agent.registered().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            Client client = Client.connect(
                    group,
                    new InetSocketAddress(
                            InetAddress.getLoopbackAddress(),
                            gateway.clientAddress().getPort()),
                    PinnedTls.client(provider, clientKey, agentKey.hash()::equals),
                    UID + SessionName.SUFFIX);
            expect("bytes echoed", client.echo(BYTES), BYTES);
            expect("/health/live", get(health.port(), "/health/live").length() > 0, true);
            expect("/health/ready", get(health.port(), "/health/ready"), "ready\n");
            expect("a link in /metrics", get(health.port(), "/metrics").contains("periscope_gateway_links 1\n"), true);
            client.close();
            gateway.drain();
        } finally {
            if (watching != null) {
                watching.close();
            }
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
        }
    }

    private static <T> void expect(String what, T found, T expected) {
        if (!found.equals(expected)) {
            throw new IllegalStateException("self-test: " + what + ": expected " + expected + ", found " + found);
        }
    }

    private static void expect(String what, long found, long expected) {
        expect(what, Long.valueOf(found), Long.valueOf(expected));
    }

    private static String get(int port, String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
        try (InputStream in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            connection.disconnect();
        }
    }
}
