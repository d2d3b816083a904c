package dev.periscope.gateway;

import static dev.periscope.gateway.log.EventLog.field;

import dev.periscope.gateway.config.GatewayConfig;
import dev.periscope.gateway.directory.ApiServer;
import dev.periscope.gateway.directory.SessionTable;
import dev.periscope.gateway.directory.SessionWatch;
import dev.periscope.gateway.health.GatewayMetrics;
import dev.periscope.gateway.health.HealthServer;
import dev.periscope.gateway.log.EventLog;
import dev.periscope.gateway.log.LogKey;
import dev.periscope.gateway.selftest.SelfTest;
import dev.periscope.tunnel.key.Identity;
import dev.periscope.tunnel.tls.PinnedTls;
import dev.periscope.tunnel.tls.TlsProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;

/**
 * Starts the gateway, and drains it on SIGTERM. {@code --self-test} exercises everything over loopback instead and ends
 * with status 0; it is what the AOT cache is trained with. Status 1 means that the gateway could not start.
 */
public final class GatewayMain {

    private GatewayMain() {}

    /** @param arguments nothing, or {@code --self-test} */
    public static void main(String[] arguments) {
        EventLog log = new EventLog(System.out, Clock.systemUTC());
        try {
            if (arguments.length == 1 && arguments[0].equals("--self-test")) {
                SelfTest.run(log);
                System.exit(0);
            }
            start(System.getenv(), log);
        } catch (Exception e) {
            // Threads that run already would keep the process, useless, alive.
            log.warn("the gateway cannot start", field(LogKey.text, e));
            System.exit(1);
        }
    }

    private static void start(Map<String, String> environment, EventLog log) throws IOException {
        GatewayConfig config =
                GatewayConfig.of(environment, Runtime.getRuntime().availableProcessors());
        SecureRandom random = new SecureRandom();
        TlsProvider provider = TlsProvider.best();
        if (provider == TlsProvider.JDK) {
            log.warn(
                    "BoringSSL did not load, the JDK's TLS is used", field(LogKey.text, TlsProvider.whyNotBoringSsl()));
        }
        Identity identity =
                Identity.fromPem(Files.readString(config.identity()), "periscope-gateway", random, Clock.systemUTC());
        ApiServer api = ApiServer.inCluster(environment);
        SessionTable sessions = new SessionTable();
        GatewayMetrics metrics = new GatewayMetrics();
        Gateway gateway =
                new Gateway(config, PinnedTls.server(provider, identity, key -> true), sessions, random, metrics, log);
        SessionWatch watch = SessionWatch.start(api, sessions, log, random);
        HealthServer health = HealthServer.start(
                config.healthPort(),
                sessions::isReady,
                () -> metrics.text(gateway::agents, gateway::waiting, sessions::size));
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            gateway.drain();
                            watch.close();
                            health.close();
                        },
                        "drain"));
        log.info(
                "the gateway listens",
                field(LogKey.count, gateway.clientAddress().getPort()),
                field(LogKey.text, identity));
    }
}
