package dev.periscope.operator.control;

import dev.periscope.control.ControlCodec;
import dev.periscope.operator.identity.Identity;
import dev.periscope.operator.identity.KeyHash;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.TrustOptions;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * The operator's end of the control channel: WebSockets on {@value ControlCodec#PATH} over TLS 1.3, with a client
 * certificate of whatever issuer. One {@link AgentConversation} per WebSocket, on its event loop.
 */
public final class ControlServer {

    private static final Set<String> TLS_1_3 = Set.of("TLSv1.3");

    private final Vertx vertx;
    private final HttpServer server;
    private final AgentLinks links;
    private final Enroller enroller;

    /** Nothing listens before {@link #listen}; the Vert.x instance is not closed by this. */
    public ControlServer(Vertx vertx, Identity identity, AgentLinks links, Enroller enroller) {
        this.vertx = vertx;
        this.links = links;
        this.enroller = enroller;
        this.server = vertx.createHttpServer(options(identity));
        server.requestHandler(this::answer);
    }

    private static HttpServerOptions options(Identity identity) {
        return new HttpServerOptions()
                .setSsl(true)
                .setUseAlpn(false)
                .setEnabledSecureTransportProtocols(TLS_1_3)
                .setClientAuth(ClientAuth.REQUEST)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addKeyValue(Buffer.buffer(identity.keyPem()))
                        .addCertValue(Buffer.buffer(identity.certificatePem())))
                .setTrustOptions(TrustOptions.wrap(new AnyCertificate()))
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setMaxWebSocketFrameSize(ControlCodec.MAX_MESSAGE_BYTES)
                .setMaxWebSocketMessageSize(ControlCodec.MAX_MESSAGE_BYTES);
    }

    /** @return the port, once it listens */
    public Future<Integer> listen(String bind, int port) {
        return server.listen(port, bind).map(HttpServer::actualPort);
    }

    /** Stops listening and closes all connections. */
    public Future<Void> close() {
        return server.close();
    }

    private void answer(HttpServerRequest request) {
        if (!ControlCodec.PATH.equals(request.path()) || request.getHeader(HttpHeaders.UPGRADE) == null) {
            refuse(request, HttpURLConnection.HTTP_NOT_FOUND, "agents open a WebSocket on " + ControlCodec.PATH);
            return;
        }
        Optional<String> keyHash = peerKey(request);
        if (keyHash.isEmpty()) {
            refuse(request, HttpURLConnection.HTTP_UNAUTHORIZED, "an agent shows a certificate");
            return;
        }
        request.toWebSocket()
                .onSuccess(socket -> new AgentConversation(vertx, socket, keyHash.get(), links, enroller).begin());
    }

    private static void refuse(HttpServerRequest request, int status, String expected) {
        request.response().setStatusCode(status).end("This is Periscope's control channel: " + expected + ".\n");
    }

    private static Optional<String> peerKey(HttpServerRequest request) {
        try {
            return Optional.of(
                    KeyHash.of(request.sslSession().getPeerCertificates()[0].getPublicKey()));
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty(); // no certificate was shown
        }
    }
}
