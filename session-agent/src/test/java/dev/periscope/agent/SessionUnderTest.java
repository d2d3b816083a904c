package dev.periscope.agent;

import static org.awaitility.Awaitility.await;

import dev.periscope.agent.control.ControlTiming;
import dev.periscope.agent.log.EventLog;
import dev.periscope.agent.selftest.LoopbackSession;
import dev.periscope.agent.selftest.TestStream;
import dev.periscope.control.AgentMessage;
import dev.periscope.control.OperatorMessage.Configure;
import dev.periscope.tunnel.key.Identity;
import dev.periscope.tunnel.link.LinkClient;
import dev.periscope.tunnel.link.LinkEnd;
import dev.periscope.tunnel.link.OpenResult;
import dev.periscope.tunnel.message.LinkConfig;
import dev.periscope.tunnel.message.OpenRequest;
import dev.periscope.tunnel.message.ResolveAnswer;
import dev.periscope.tunnel.message.ResolveRequest;
import dev.periscope.tunnel.message.Transport;
import dev.periscope.tunnel.tls.TlsProvider;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A loopback session with an agent and one client, and short ways to ask it for things. */
final class SessionUnderTest implements AutoCloseable {

    static final AgentTiming QUICK = new AgentTiming(
            new ControlTiming(
                    Duration.ofMillis(20),
                    Duration.ofMillis(100),
                    Duration.ofSeconds(3),
                    Duration.ofMillis(500),
                    Duration.ofSeconds(10)),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofMillis(100),
            Duration.ofMillis(50),
            Duration.ofMillis(100));

    /** The machine's own loopback servers stand in for the cluster's, so loopback has to be remote. */
    static final String LOOPBACK = "127.0.0.0/8";

    private final Vertx vertx = Vertx.vertx();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    final LoopbackSession session = new LoopbackSession(
            vertx,
            TlsProvider.best(),
            new EventLog(new PrintStream(log, true, StandardCharsets.UTF_8), Clock.systemUTC()));
    final Identity client = session.identity("client");
    final List<LinkConfig> configs = new CopyOnWriteArrayList<>();
    final List<LinkEnd> goingAway = new CopyOnWriteArrayList<>();

    /** Starts the agent with a configuration for the one client, and waits until it is registered. */
    Agent start(Configure configure) {
        session.prepare(configure, client);
        Agent agent = session.start(QUICK);
        await().until(() -> !session.gateway().registered().isEmpty());
        return agent;
    }

    LinkClient attach() {
        return attach(client);
    }

    LinkClient attach(Identity as) {
        return get(session.attach(as, new LinkClient.Listener() {
            @Override
            public void config(LinkConfig config) {
                configs.add(config);
            }

            @Override
            public void goingAway(LinkEnd end) {
                goingAway.add(end);
            }
        }));
    }

    OpenResult open(LinkClient link, Transport transport, String address, int port, String claimed) {
        Optional<String> name = claimed.isEmpty() ? Optional.empty() : Optional.of(claimed);
        return get(link.open(new OpenRequest(transport, InetAddress.ofLiteral(address), port, name)));
    }

    TestStream opened(LinkClient link, Transport transport, int port) {
        OpenResult result = open(link, transport, "127.0.0.1", port, "");
        if (result instanceof OpenResult.Opened(var stream, var source)) {
            return TestStream.on(stream);
        }
        throw new AssertionError(result);
    }

    ResolveAnswer resolve(LinkClient link, String name) {
        return get(link.resolve(new ResolveRequest.Lookup(name, ResolveRequest.Family.A, false)));
    }

    <M extends AgentMessage> List<M> heard(Class<M> kind) {
        return session.operator().heard().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    static <T> T get(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        session.close();
        try {
            vertx.close().await(5, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
