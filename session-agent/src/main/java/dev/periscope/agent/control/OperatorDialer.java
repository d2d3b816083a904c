package dev.periscope.agent.control;

import dev.periscope.control.ControlCodec;
import dev.periscope.tunnel.key.Identity;
import dev.periscope.tunnel.key.KeyHash;
import dev.periscope.tunnel.tls.TlsProvider;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Dials the operator's WebSocket over TLS 1.3, pinned to its key and showing the agent's own. */
public final class OperatorDialer {

    private static final int CONNECT_MILLIS = 5_000;

    private final OperatorAddress operator;
    private final Function<String, CompletionStage<List<InetAddress>>> resolver;
    /** Vert.x closes a WebSocketClient, and its sockets, once nobody refers to it. */
    private final WebSocketClient client;

    private int dials;

    /** @param resolver finds the addresses of the operator's name, at least one, without blocking */
    public OperatorDialer(
            Vertx vertx,
            OperatorAddress operator,
            KeyHash operatorKey,
            Identity identity,
            TlsProvider tls,
            ControlTiming timing,
            Function<String, CompletionStage<List<InetAddress>>> resolver) {
        this.operator = operator;
        this.resolver = resolver;
        WebSocketClientOptions options = new WebSocketClientOptions()
                .setSsl(true)
                .setVerifyHost(false)
                .setTrustOptions(new PinnedTrust(new OperatorPin(operatorKey)))
                .setKeyCertOptions(PemIdentity.of(identity))
                .setConnectTimeout(CONNECT_MILLIS)
                .setReadIdleTimeout((int) timing.deadAfter().toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setMaxMessageSize(ControlCodec.MAX_MESSAGE_BYTES);
        options.setEnabledSecureTransportProtocols(Set.of("TLSv1.3"));
        if (tls == TlsProvider.BoringSSL) {
            options.setSslEngineOptions(new OpenSSLEngineOptions());
        }
        this.client = vertx.createWebSocketClient(options);
    }

    /** @return the open channel, paused: whoever gets it sets its handlers and calls {@code resume}; completes on any thread */
    CompletionStage<WebSocket> dial() {
        return resolver.apply(operator.host())
                .thenCompose(addresses -> connect(addresses.get(Math.floorMod(dials++, addresses.size()))));
    }

    private CompletionStage<WebSocket> connect(InetAddress address) {
        // The address, not the name: a WebSocket client of Vert.x resolves its host even when told a server to dial.
        WebSocketConnectOptions to = new WebSocketConnectOptions()
                .setHost(address.getHostAddress())
                .setPort(operator.port())
                .setURI(ControlCodec.PATH)
                .setTimeout(CONNECT_MILLIS);
        return client.connect(to)
                .map(socket -> {
                    socket.pause();
                    return socket;
                })
                .toCompletionStage();
    }
}
