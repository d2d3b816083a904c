package dev.periscope.client.cluster;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Why an API server cannot be reached, in words: the JDK's client often gives no message at all. Pure. */
final class ConnectFailure {
    private ConnectFailure() {}

    static String inWords(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Optional<String> words = wordsOf(cause);
            if (words.isPresent()) {
                return words.get();
            }
        }
        return ClusterFault.plain(failure);
    }

    private static Optional<String> wordsOf(Throwable cause) {
        if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
            return Optional.of("no such host");
        }
        if (cause instanceof HttpTimeoutException) {
            return Optional.of("it does not answer in time");
        }
        if (cause instanceof NoRouteToHostException) {
            return Optional.of("no route to host");
        }
        if (cause instanceof SSLException) {
            String said = ClusterFault.plain(cause);
            return Optional.of(
                    said.contains("PKIX path")
                            ? "its certificate is not from the kubeconfig's certificate authority"
                            : said.contains("subject alternative")
                                    ? "its certificate is for another host"
                                    : "TLS: " + said);
        }
        if (cause instanceof ConnectException) {
            // The JDK's HTTP client wraps an unresolved name and a refusal alike, the latter without a message.
            if (cause.getCause() != null && wordsOf(cause.getCause()).isPresent()) {
                return wordsOf(cause.getCause());
            }
            String said = cause.getMessage();
            return Optional.of(
                    said == null || said.isBlank() ? "connection refused" : said.toLowerCase(java.util.Locale.ROOT));
        }
        return Optional.empty();
    }
}
