package dev.periscope.agent.control;

import dev.periscope.tunnel.key.Identity;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;

/** An identity as Vert.x wants it. */
public final class PemIdentity {

    private PemIdentity() {}

    /** @return the key and its certificate, kept in memory */
    public static PemKeyCertOptions of(Identity identity) {
        return new PemKeyCertOptions()
                .addKeyValue(Buffer.buffer(identity.toPem()))
                .addCertValue(Buffer.buffer(certificate(identity)));
    }

    private static String certificate(Identity identity) {
        try {
            byte[] der = identity.certificate().getEncoded();
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                    + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was made has an encoding", e);
        }
    }
}
