package dev.periscope.operator.it;

import static org.awaitility.Awaitility.await;

import dev.periscope.control.AgentMessage;
import dev.periscope.control.AgentMessage.EnvironmentSource;
import dev.periscope.control.ControlCodec;
import dev.periscope.control.MalformedMessageException;
import dev.periscope.control.OperatorMessage;
import dev.periscope.operator.identity.Identity;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Speaks the control channel as an agent does, from 127.0.0.1. */
final class FakeAgent {

    static final Duration PATIENCE = Duration.ofSeconds(10);

    final Identity identity =
            Identity.create("fake-agent", new SecureRandom(), Clock.systemUTC().instant());
    private final WebSocketClient client;
    private final List<OperatorMessage> received = new CopyOnWriteArrayList<>();
    private @Nullable WebSocket socket;
    AgentMessage.Facts facts = facts(EnvironmentSource.Process, 1000, 1000, 1000, 1000);

    FakeAgent(Vertx vertx) {
        client = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setSsl(true)
                .setTrustAll(true)
                .setVerifyHost(false)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addKeyValue(Buffer.buffer(identity.keyPem()))
                        .addCertValue(Buffer.buffer(identity.certificatePem()))));
    }

    static AgentMessage.Facts facts(EnvironmentSource source, int uid, int gid, int targetUid, int targetGid) {
        return new AgentMessage.Facts(
                Optional.of("127.0.0.1"),
                source,
                uid,
                gid,
                Optional.of(targetUid),
                Optional.of(targetGid),
                Optional.empty(),
                "JDK",
                Map.of());
    }

    FakeAgent dial(int port) {
        try {
            WebSocket opened = client.connect(new WebSocketConnectOptions()
                            .setHost("127.0.0.1")
                            .setPort(port)
                            .setURI(ControlCodec.PATH))
                    .onSuccess(s -> s.textMessageHandler(this::take))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
            socket = opened;
            return this;
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("the control channel does not answer", e);
        }
    }

    private void take(String text) {
        try {
            received.add(ControlCodec.decodeOperatorMessage(text));
        } catch (MalformedMessageException e) {
            throw new AssertionError("the operator sent something else", e);
        }
    }

    /** With the identity and token that the operator put into an agent's environment. */
    void enrol(List<EnvVar> environment) {
        send(new AgentMessage.Enrol(
                value(environment, "PERISCOPE_SESSION_UID"),
                Integer.parseInt(value(environment, "PERISCOPE_GENERATION")),
                value(environment, "PERISCOPE_TOKEN"),
                ControlCodec.VERSION,
                facts));
    }

    void resume(String uid, int generation) {
        send(new AgentMessage.Resume(uid, generation, ControlCodec.VERSION, facts));
    }

    void send(AgentMessage message) {
        WebSocket open = socket;
        if (open == null) {
            throw new IllegalStateException("dial first");
        }
        open.writeTextMessage(ControlCodec.encode(message));
    }

    /** Takes up the configuration it was sent, and registers with the gateway. */
    OperatorMessage.Configure obey() {
        OperatorMessage.Configure configure = awaitConfigure(c -> true);
        acknowledge(configure);
        send(new AgentMessage.Registered(List.of("periscope-gateway-0")));
        return configure;
    }

    void acknowledge(OperatorMessage.Configure configure) {
        send(new AgentMessage.Configured(configure.revision(), "a".repeat(64)));
    }

    OperatorMessage.Configure awaitConfigure(java.util.function.Predicate<OperatorMessage.Configure> wanted) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> last(OperatorMessage.Configure.class).filter(wanted), Optional::isPresent)
                .orElseThrow();
    }

    <T extends OperatorMessage> T awaitMessage(Class<T> kind) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> last(kind), Optional::isPresent)
                .orElseThrow();
    }

    <T extends OperatorMessage> Optional<T> last(Class<T> kind) {
        return received.reversed().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }

    void hangUp() {
        WebSocket open = socket;
        if (open != null) {
            open.close();
        }
    }

    private static String value(List<EnvVar> environment, String name) {
        return environment.stream()
                .filter(v -> v.getName().equals(name))
                .map(EnvVar::getValue)
                .findFirst()
                .orElseThrow();
    }
}
