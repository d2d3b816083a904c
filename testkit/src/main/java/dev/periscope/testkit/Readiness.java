package dev.periscope.testkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Asks the API server whether it is ready; anybody may ask that. */
final class Readiness {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final HttpClient client;
    private final HttpRequest request;

    Readiness(String url, String caCertificate) {
        client = HttpClient.newBuilder()
                .sslContext(trusting(caCertificate))
                .connectTimeout(PATIENCE)
                .build();
        request = HttpRequest.newBuilder(URI.create(url + "/readyz"))
                .timeout(PATIENCE)
                .build();
    }

    boolean reached() throws InterruptedException {
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            // Not listening yet: as good an answer as "not ready".
            return false;
        }
    }

    private static SSLContext trusting(String caCertificate) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry(
                    "ca",
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(
                                    new ByteArrayInputStream(caCertificate.getBytes(StandardCharsets.US_ASCII))));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot trust the test authority", e);
        }
    }
}
