package dev.periscope.client.portforward;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * How this user reaches the API server, taken from the kubeconfig as Fabric8 reads it: certificate, token or the result
 * of an exec plug-in, and impersonation.
 */
final class ApiServerAccess {
    private final Config config;

    ApiServerAccess(Config config) {
        this.config = config;
    }

    /** The WebSocket address of a port-forward to one port of a pod. */
    URI portForward(String namespace, String pod, int port) {
        String master = config.getMasterUrl();
        String root = master.endsWith("/") ? master : master + "/";
        URI http = URI.create(root + "api/v1/namespaces/" + namespace + "/pods/" + pod + "/portforward?ports=" + port);
        boolean tls = "https".equalsIgnoreCase(http.getScheme());
        int number = http.getPort() >= 0 ? http.getPort() : tls ? 443 : 80;
        String host = http.getHost();
        return URI.create(
                (tls ? "wss://" : "ws://") + host + ":" + number + http.getRawPath() + "?" + http.getRawQuery());
    }

    /** Absent when the kubeconfig says plain HTTP. */
    Optional<SslContext> tls(URI uri) throws GeneralSecurityException, IOException {
        if (!"wss".equals(uri.getScheme())) {
            return Optional.empty();
        }
        SslContextBuilder builder = SslContextBuilder.forClient().sslProvider(SslProvider.JDK);
        TrustManager @Nullable [] trust = SSLUtils.trustManagers(config);
        if (trust != null && trust.length > 0) {
            builder.trustManager(trust[0]);
        }
        KeyManager @Nullable [] keys = SSLUtils.keyManagers(config);
        if (keys != null && keys.length > 0) {
            builder.keyManager(keys[0]);
        }
        if (isTrue(config.getTrustCerts()) || isTrue(config.getDisableHostnameVerification())) {
            builder.endpointIdentificationAlgorithm("");
        }
        return Optional.of(builder.build());
    }

    /** The host name to verify and to send as SNI. */
    String serverName(URI uri) {
        String configured = config.getTlsServerName();
        String host = configured == null || configured.isBlank() ? uri.getHost() : configured;
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    HttpHeaders headers() {
        HttpHeaders headers = new DefaultHttpHeaders();
        authorization().ifPresent(value -> headers.set(HttpHeaderNames.AUTHORIZATION, value));
        String user = config.getImpersonateUsername();
        if (user != null && !user.isBlank()) {
            headers.set("Impersonate-User", user);
            Stream.ofNullable(config.getImpersonateGroups())
                    .flatMap(Stream::of)
                    .forEach(group -> headers.add("Impersonate-Group", group));
        }
        String agent = config.getUserAgent();
        headers.set(HttpHeaderNames.USER_AGENT, agent == null ? "periscope" : agent);
        return headers;
    }

    private Optional<String> authorization() {
        String user = config.getUsername();
        String password = config.getPassword();
        if (user != null && !user.isBlank() && password != null && !password.isBlank()) {
            byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
            return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
        }
        String provided = config.getOauthTokenProvider() == null
                ? null
                : config.getOauthTokenProvider().getToken();
        return Stream.of(provided, config.getOauthToken(), config.getAutoOAuthToken())
                .filter(token -> token != null && !token.isBlank())
                .findFirst()
                .map(token -> "Bearer " + token);
    }

    private static boolean isTrue(@Nullable Boolean flag) {
        return Boolean.TRUE.equals(flag);
    }
}
