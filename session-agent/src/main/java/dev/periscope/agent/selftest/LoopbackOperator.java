package dev.periscope.agent.selftest;

import dev.periscope.agent.control.PemIdentity;
import dev.periscope.agent.control.PinnedTrust;
import dev.periscope.control.AgentMessage;
import dev.periscope.control.ControlCodec;
import dev.periscope.control.MalformedMessageException;
import dev.periscope.control.OperatorMessage;
import dev.periscope.tunnel.key.Identity;
import dev.periscope.tunnel.key.KeyHash;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javax.net.ssl.SSLPeerUnverifiedException;

/** The operator's end of the control channel on loopback: writes down what agents say and answers by a script. */
public final class LoopbackOperator implements AutoCloseable {

    private final Vertx vertx;
    private final Identity identity;
    private final Function<AgentMessage, Optional<OperatorMessage>> script;
    private final List<AgentMessage> heard = new CopyOnWriteArrayList<>();
    private final List<KeyHash> keys = new CopyOnWriteArrayList<>();
    private final List<ServerWebSocket> open = new CopyOnWriteArrayList<>();
    private volatile Optional<HttpServer> server = Optional.empty();
    private volatile int port;

    /** @param script the answer to each message, if there is one */
    public LoopbackOperator(Vertx vertx, Identity identity, Function<AgentMessage, Optional<OperatorMessage>> script) {
        this.vertx = vertx;
        this.identity = identity;
        this.script = script;
        start();
    }

    /** Listens, on the same port as before if there was one. */
    public void start() {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(InetAddress.getLoopbackAddress().getHostAddress())
                .setPort(port)
                .setSsl(true)
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"))
                .setClientAuth(ClientAuth.REQUIRED)
                .setTrustOptions(new PinnedTrust(new AnyKey()))
                .setKeyCertOptions(PemIdentity.of(identity))
                .setMaxWebSocketMessageSize(ControlCodec.MAX_MESSAGE_BYTES);
        HttpServer listening = within10Seconds(
                vertx.createHttpServer(options).webSocketHandler(this::accept).listen());
        port = listening.actualPort();
        server = Optional.of(listening);
    }

    /** Drops every channel and listens no more, as an operator that is restarted. */
    public void stop() {
        server.ifPresent(listening -> within10Seconds(listening.close()));
        server = Optional.empty();
        open.clear();
    }

    public void send(OperatorMessage message) {
        open.getLast().writeTextMessage(ControlCodec.encode(message));
    }

    public int port() {
        return port;
    }

    public KeyHash keyHash() {
        return identity.hash();
    }

    /** @return what agents said so far, in order */
    public List<AgentMessage> heard() {
        return List.copyOf(heard);
    }

    /** @return the keys that agents showed so far, one for each channel */
    public List<KeyHash> keys() {
        return List.copyOf(keys);
    }

    @Override
    public void close() {
        stop();
    }

    private void accept(ServerWebSocket socket) {
        try {
            keys.add(KeyHash.of(socket.sslSession().getPeerCertificates()[0].getPublicKey()));
        } catch (SSLPeerUnverifiedException e) {
            throw new IllegalStateException("an agent shows its key, or TLS fails", e);
        }
        open.add(socket);
        socket.textMessageHandler(text -> {
            try {
                AgentMessage message = ControlCodec.decodeAgentMessage(text);
                heard.add(message);
                script.apply(message).ifPresent(answer -> socket.writeTextMessage(ControlCodec.encode(answer)));
            } catch (MalformedMessageException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static <T> T within10Seconds(Future<T> future) {
        try {
            return future.await(10, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("a server on loopback took more than 10 s", e);
        }
    }
}
