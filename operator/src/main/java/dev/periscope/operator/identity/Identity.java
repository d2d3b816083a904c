package dev.periscope.operator.identity;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * A P-256 key and the self-signed certificate that carries it through TLS. Immutable.
 *
 * @param privateKey never logged, never sent
 * @param certificate looked at by peers for its key only
 */
public record Identity(PrivateKey privateKey, X509Certificate certificate) {

    private static final String KEY = "PRIVATE KEY";
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final Duration VALIDITY = Duration.ofDays(36_500);

    /** How much of a new certificate's time lies in the past, for peers whose clock is behind. */
    public static final Duration BACKDATED = Duration.ofDays(1);

    /** Makes a new key for peers that know it by its hash. */
    public static Identity create(String commonName, SecureRandom random, Instant now) {
        return create(commonName, List.of(), VALIDITY, random, now);
    }

    /**
     * Makes a new key for peers that check the name they dial.
     *
     * @param names DNS names and literal IP addresses
     * @param validity of the certificate, from {@code now}
     */
    public static Identity create(
            String commonName, List<String> names, Duration validity, SecureRandom random, Instant now) {
        byte[] serial = new byte[16];
        random.nextBytes(serial);
        serial[0] = (byte) ((serial[0] & 0x3f) | 0x40); // positive, and never encoded with a leading zero
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair keys = generator.generateKeyPair();
            return new Identity(
                    keys.getPrivate(),
                    SelfSigned.certificate(keys, commonName, names, serial, now.minus(BACKDATED), now.plus(validity)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform makes P-256 keys and signs with them", e);
        }
    }

    /**
     * Reads what {@link #keyPem} and {@link #certificatePem} wrote.
     *
     * @throws IllegalArgumentException if a text is not such a block; its message never quotes the text
     */
    public static Identity fromPem(String key, String certificate) {
        try {
            PrivateKey privateKey =
                    KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(block(key, KEY)));
            X509Certificate parsed = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(block(certificate, CERTIFICATE)));
            return new Identity(privateKey, parsed);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("expected a P-256 key in PKCS #8 and its certificate, both PEM", e);
        }
    }

    /** @return the private key as PKCS #8 in PEM */
    public String keyPem() {
        return pem(KEY, privateKey.getEncoded());
    }

    /** @return the certificate in PEM */
    public String certificatePem() {
        try {
            return pem(CERTIFICATE, certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a parsed certificate has its encoding", e);
        }
    }

    /** @return the name of the public key, 64 lower-case hex digits */
    public String keyHash() {
        return KeyHash.of(certificate.getPublicKey());
    }

    /** Never shows the key. */
    @Override
    public String toString() {
        return "Identity[" + keyHash() + "]";
    }

    private static String pem(String label, byte[] der) {
        Base64.Encoder mime = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN " + label + "-----\n" + mime.encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    private static byte[] block(String pem, String label) {
        String begin = "-----BEGIN " + label + "-----";
        int from = pem.indexOf(begin);
        int to = pem.indexOf("-----END " + label + "-----");
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("expected a PEM block \"" + begin + "\"");
        }
        return Base64.getMimeDecoder().decode(pem.substring(from + begin.length(), to));
    }
}
