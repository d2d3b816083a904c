package dev.periscope.tunnel.tls;

import dev.periscope.tunnel.key.Identity;
import dev.periscope.tunnel.key.KeyHash;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * TLS 1.3 (RFC 8446) in which both sides show a certificate and look only at the key in it. No resumption, no early
 * data, no ALPN. Immutable and safe for use by many threads; one is enough for all connections of a kind.
 */
public final class PinnedTls {

    private static final List<String> CIPHERS =
            List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");
    private static final Duration HANDSHAKE = Duration.ofSeconds(10);

    private final SslContext context;
    private final boolean client;
    private final TlsProvider provider;

    private PinnedTls(SslContextBuilder builder, boolean client, TlsProvider provider) {
        this.client = client;
        this.provider = provider;
        try {
            this.context = builder.sslProvider(provider.netty())
                    .protocols("TLSv1.3")
                    .ciphers(CIPHERS)
                    .endpointIdentificationAlgorithm(null)
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException(provider + " offers no TLS 1.3: " + e.getMessage(), e);
        }
    }

    /**
     * The side that dials.
     *
     * @param self whose key is shown
     * @param peer says whether a peer's key is the expected one; asked in each handshake, on the event loop
     */
    public static PinnedTls client(TlsProvider provider, Identity self, Predicate<KeyHash> peer) {
        return new PinnedTls(
                SslContextBuilder.forClient()
                        .keyManager(self.privateKey(), self.certificate())
                        .trustManager(new KeyPin(provider, peer)),
                true,
                provider);
    }

    /**
     * The side that is dialled; a peer without a certificate is refused.
     *
     * @param self whose key is shown
     * @param peer says whether a peer may come in; asked in each handshake, on the event loop
     */
    public static PinnedTls server(TlsProvider provider, Identity self, Predicate<KeyHash> peer) {
        return new PinnedTls(
                SslContextBuilder.forServer(self.privateKey(), self.certificate())
                        .clientAuth(ClientAuth.REQUIRE)
                        .trustManager(new KeyPin(provider, peer)),
                false,
                provider);
    }

    /** @return the implementation in use */
    public TlsProvider provider() {
        return provider;
    }

    /**
     * @param serverName the SNI (RFC 6066, section 3) to send; empty for none, and always on the side that is dialled
     * @return a handler for one connection, to be put first into its pipeline
     */
    public SslHandler newHandler(ByteBufAllocator alloc, String serverName) {
        // Without host and port the JDK finds no earlier session to resume; the name is set by hand instead.
        SslHandler handler = context.newHandler(alloc);
        handler.setHandshakeTimeoutMillis(HANDSHAKE.toMillis());
        if (client && !serverName.isEmpty()) {
            SSLParameters parameters = handler.engine().getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(serverName)));
            handler.engine().setSSLParameters(parameters);
        }
        return handler;
    }

    /**
     * @return the hash of the key the peer proved to have
     * @throws IllegalStateException before the handshake is through
     */
    public static KeyHash peer(SslHandler handler) {
        try {
            return KeyHash.of(
                    handler.engine().getSession().getPeerCertificates()[0].getPublicKey());
        } catch (SSLPeerUnverifiedException e) {
            throw new IllegalStateException("the peer's key is known only after the handshake", e);
        }
    }
}
