package dev.periscope.tunnel.tls;

import dev.periscope.tunnel.key.KeyHash;
import io.netty.handler.ssl.OpenSslCertificateException;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.function.Predicate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Looks at the peer's key and at nothing else of its certificate. TLS 1.3 itself proves that the peer has the private
 * key. Extends the extended kind so that no library adds checks of names or dates around it.
 */
final class KeyPin extends X509ExtendedTrustManager {

    /** X509_V_ERR_CERT_REJECTED: without it BoringSSL tells the peer of an internal error instead of a bad certificate. */
    private static final int CERT_REJECTED = 28;

    private final TlsProvider provider;
    private final Predicate<KeyHash> expected;

    KeyPin(TlsProvider provider, Predicate<KeyHash> expected) {
        this.provider = provider;
        this.expected = expected;
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        if (chain.length == 0) {
            throw new CertificateException("the peer showed no certificate");
        }
        KeyHash found = KeyHash.of(chain[0].getPublicKey());
        if (!expected.test(found)) {
            String text = "the peer's key " + found + " is not one that is expected here";
            throw provider == TlsProvider.BoringSSL
                    ? new OpenSslCertificateException(text, CERT_REJECTED)
                    : new CertificateException(text);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
