package dev.periscope.agent.control;

import dev.periscope.tunnel.key.KeyHash;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Trusts the one operator whose key hash stands in the agent's environment, and nobody else. */
final class OperatorPin extends X509ExtendedTrustManager {

    private final KeyHash operator;

    OperatorPin(KeyHash operator) {
        this.operator = operator;
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        KeyHash found = KeyHash.of(chain[0].getPublicKey());
        if (!found.equals(operator)) {
            throw new CertificateException("the operator's key " + found + " is not " + operator
                    + " of PERISCOPE_OPERATOR_KEY_HASH; something else answers at PERISCOPE_CONTROL");
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("an agent accepts nobody on its control channel");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
