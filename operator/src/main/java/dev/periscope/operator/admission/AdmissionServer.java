package dev.periscope.operator.admission;

import dev.periscope.operator.identity.Identity;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SSLOptions;
import java.net.HttpURLConnection;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * The webhook's HTTP end: {@code POST} {@value #PATH} over TLS 1.3 or 1.2. Reviews are answered on worker threads, as they
 * may ask the API server. Whatever fails is answered with an HTTP error, upon which the API server refuses the request.
 */
final class AdmissionServer {

    /** Where reviews go. */
    static final String PATH = "/admit/mirrorsessions";

    /** A review carries two objects of at most 1.5 MiB each, which is what etcd takes. */
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private static final Logger LOG = Logger.getLogger(AdmissionServer.class);

    private final Vertx vertx;
    private final HttpServer server;
    private final AdmissionDesk desk;

    /** Nothing listens before {@link #listen}; the Vert.x instance is not closed by this. */
    AdmissionServer(Vertx vertx, Identity identity, AdmissionDesk desk) {
        this.vertx = vertx;
        this.desk = desk;
        this.server = vertx.createHttpServer(new HttpServerOptions()
                .setSsl(true)
                .setUseAlpn(false)
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"))
                .setKeyCertOptions(keys(identity)));
        server.requestHandler(this::answer);
    }

    Future<Integer> listen(String bind, int port) {
        return server.listen(port, bind).map(HttpServer::actualPort);
    }

    /** Shows another certificate from the next connection on. */
    Future<Boolean> show(Identity identity) {
        return server.updateSSLOptions(new SSLOptions()
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"))
                .setKeyCertOptions(keys(identity)));
    }

    Future<Void> close() {
        return server.close();
    }

    private static PemKeyCertOptions keys(Identity identity) {
        return new PemKeyCertOptions()
                .addKeyValue(Buffer.buffer(identity.keyPem()))
                .addCertValue(Buffer.buffer(identity.certificatePem()));
    }

    private void answer(HttpServerRequest request) {
        if (!request.method().equals(HttpMethod.POST) || !PATH.equals(request.path())) {
            end(request, HttpURLConnection.HTTP_NOT_FOUND, "This is Periscope's admission: POST " + PATH + "\n");
            return;
        }
        Buffer body = Buffer.buffer();
        request.handler(part -> {
            if (body.length() + part.length() > MOST_BYTES) {
                request.connection().close();
                return;
            }
            body.appendBuffer(part);
        });
        request.endHandler(end -> vertx.<String>executeBlocking(() -> desk.answer(body.getBytes()), false)
                .onSuccess(review -> {
                    request.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
                    end(request, HttpURLConnection.HTTP_OK, review);
                })
                .onFailure(failure -> fail(request, failure)));
    }

    private static void fail(HttpServerRequest request, Throwable failure) {
        if (failure instanceof MalformedReviewException) {
            end(request, HttpURLConnection.HTTP_BAD_REQUEST, failure.getMessage() + "\n");
            return;
        }
        LOG.error("a review could not be answered", failure);
        end(request, HttpURLConnection.HTTP_INTERNAL_ERROR, "The operator could not decide; its log says why.\n");
    }

    private static void end(HttpServerRequest request, int status, String text) {
        if (!request.response().ended() && !request.response().closed()) {
            request.response().setStatusCode(status).end(text);
        }
    }
}
