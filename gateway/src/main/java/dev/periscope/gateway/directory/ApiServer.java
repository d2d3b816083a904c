package dev.periscope.gateway.directory;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * GET requests to the Kubernetes API with the pod's service account. The JDK's oldest HTTP client is enough for one list
 * and one watch, blocks a thread of its own, and is the only one in {@code java.base}.
 */
public final class ApiServer {

    private static final Path ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");
    private static final int CONNECT_MILLIS = 5_000;

    private final URI base;
    private final @Nullable SSLSocketFactory tls;
    private final @Nullable Path token;

    private ApiServer(URI base, @Nullable SSLSocketFactory tls, @Nullable Path token) {
        this.base = base;
        this.tls = tls;
        this.token = token;
    }

    /**
     * The API server of the cluster the pod runs in.
     *
     * @throws IllegalArgumentException if this is no pod with a service account
     */
    public static ApiServer inCluster(Map<String, String> environment) {
        String host = environment.getOrDefault("KUBERNETES_SERVICE_HOST", "");
        String port = environment.getOrDefault("KUBERNETES_SERVICE_PORT", "443");
        if (host.isEmpty()) {
            throw new IllegalArgumentException(
                    "KUBERNETES_SERVICE_HOST is not set: the gateway runs in a pod with automountServiceAccountToken");
        }
        URI base = URI.create("https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
        try {
            return new ApiServer(base, trusting(ACCOUNT.resolve("ca.crt")), ACCOUNT.resolve("token"));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    ACCOUNT + "/ca.crt: expected the cluster's certificate: " + e.getMessage(), e);
        }
    }

    /** @return an API server without TLS and without credentials, for tests */
    public static ApiServer plain(URI base) {
        return new ApiServer(base, null, null);
    }

    private static SSLSocketFactory trusting(Path pem) throws IOException, GeneralSecurityException {
        KeyStore roots = KeyStore.getInstance(KeyStore.getDefaultType());
        roots.load(null, null);
        try (InputStream in = Files.newInputStream(pem)) {
            int number = 0;
            for (Certificate root : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                roots.setCertificateEntry("ca-" + number++, root);
            }
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(roots);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    /**
     * @param path path and query
     * @param readMillis how long the server may say nothing
     * @throws ApiException if the server answers with anything but 200
     */
    Answer get(String path, int readMillis) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) base.resolve(path).toURL().openConnection();
        if (connection instanceof HttpsURLConnection https && tls != null) {
            https.setSSLSocketFactory(tls);
        }
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(readMillis);
        connection.setUseCaches(false);
        connection.setRequestProperty("Accept", "application/json");
        connection.setRequestProperty("User-Agent", "periscope-gateway");
        if (token != null) {
            // Read each time: the kubelet renews it.
            connection.setRequestProperty(
                    "Authorization", "Bearer " + Files.readString(token).strip());
        }
        int code = connection.getResponseCode();
        if (code != HttpURLConnection.HTTP_OK) {
            connection.disconnect();
            throw new ApiException(code, path);
        }
        return new Answer(connection);
    }

    /** A body that is being read. */
    static final class Answer implements AutoCloseable {
        private final HttpURLConnection connection;

        Answer(HttpURLConnection connection) {
            this.connection = connection;
        }

        InputStream body() throws IOException {
            return connection.getInputStream();
        }

        /** By the thread that reads. */
        @Override
        public void close() {
            connection.disconnect();
        }
    }

    /** The server answered, but not with what was asked for. */
    static final class ApiException extends IOException {

        private static final long serialVersionUID = 1L;

        private final int code;

        ApiException(int code, String path) {
            super("the API server answered " + code + " to GET " + path
                    + advice(code).orElse(""));
            this.code = code;
        }

        int code() {
            return code;
        }

        private static Optional<String> advice(int code) {
            return switch (code) {
                case 401, 403 ->
                    Optional.of(
                            "; give the gateway's service account get, list and watch on mirrorsessions.periscope.dev");
                case 404 -> Optional.of("; install the MirrorSession definition");
                default -> Optional.empty();
            };
        }
    }
}
