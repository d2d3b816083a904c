package dev.periscope.tunnel.testing;

import dev.periscope.tunnel.tls.TlsProvider;
import java.util.Optional;

/**
 * How the two ends of a link are connected.
 *
 * @param tls which TLS, or none
 * @param socketBuffer SO_RCVBUF and SO_SNDBUF of every socket; 0 leaves the system's
 */
public record Wire(Optional<TlsProvider> tls, int socketBuffer) {

    /** @return without TLS */
    public static Wire clear() {
        return new Wire(Optional.empty(), 0);
    }

    /** @return with TLS */
    public static Wire with(TlsProvider provider) {
        return new Wire(Optional.of(provider), 0);
    }

    /** @return with that much in each socket's buffers */
    public Wire tiny(int bytes) {
        return new Wire(tls, bytes);
    }
}
