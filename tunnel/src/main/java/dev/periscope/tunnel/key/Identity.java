package dev.periscope.tunnel.key;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * A P-256 key and a certificate signed by itself which carries it through TLS. Immutable; the private key never leaves
 * memory unless {@link #toPem} is called.
 */
public final class Identity {

    /** A day into the past for peers whose clock is behind; a certificate's dates are not what the trust rests on. */
    private static final Duration BACKDATE = Duration.ofDays(1);

    private static final Duration VALIDITY = Duration.ofDays(3650);
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    private final PrivateKey privateKey;
    private final X509Certificate certificate;
    private final KeyHash hash;

    private Identity(KeyPair keys, String commonName, SecureRandom random, Clock clock) {
        byte[] serial = new byte[16];
        random.nextBytes(serial);
        serial[0] = (byte) ((serial[0] & 0x3f) | 0x40); // positive, and never encoded with a leading zero
        Instant now = clock.instant();
        try {
            this.certificate =
                    SelfSigned.certificate(keys, commonName, serial, now.minus(BACKDATE), now.plus(VALIDITY));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform signs with ECDSA and P-256", e);
        }
        this.privateKey = keys.getPrivate();
        this.hash = KeyHash.of(keys.getPublic());
    }

    /**
     * Makes a new key.
     *
     * @param commonName what the certificate says of its owner, for people who look at a capture; at most 64 characters
     */
    public static Identity create(String commonName, SecureRandom random, Clock clock) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            return new Identity(generator.generateKeyPair(), commonName, random, clock);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform makes P-256 keys", e);
        }
    }

    /**
     * Reads a key that {@link #toPem} wrote, or {@code openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256}.
     *
     * @param pem unencrypted PKCS #8
     * @throws IllegalArgumentException if the text is not such a key
     */
    public static Identity fromPem(String pem, String commonName, SecureRandom random, Clock clock) {
        int from = pem.indexOf(BEGIN);
        int to = pem.indexOf(END);
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("key: expected an unencrypted PKCS #8 key in PEM, \"" + BEGIN + "\"");
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(pem.substring(from + BEGIN.length(), to));
            PrivateKey key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
            return new Identity(new KeyPair(P256.publicOf((ECPrivateKey) key), key), commonName, random, clock);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // The cause may quote the key.
            throw new IllegalArgumentException("key: the PEM block does not hold a P-256 key in PKCS #8", null);
        }
    }

    /** @return the private key as PKCS #8 in PEM: to be kept where only its owner reads */
    public String toPem() {
        Base64.Encoder mime = Base64.getMimeEncoder(64, new byte[] {'\n'});
        return BEGIN + "\n" + mime.encodeToString(privateKey.getEncoded()) + "\n" + END + "\n";
    }

    /** @return the name of the public key */
    public KeyHash hash() {
        return hash;
    }

    /** @return the public key */
    public PublicKey publicKey() {
        return certificate.getPublicKey();
    }

    /** @return base64 DER SubjectPublicKeyInfo, the form of {@code spec.clients[].publicKey} */
    public String publicKeyBase64() {
        return Base64.getEncoder().encodeToString(publicKey().getEncoded());
    }

    /** @return the certificate that carries the public key */
    public X509Certificate certificate() {
        return certificate;
    }

    /** @return the private key, for TLS */
    public PrivateKey privateKey() {
        return privateKey;
    }

    /** Never shows the private key. */
    @Override
    public String toString() {
        return "Identity[" + hash + "]";
    }
}
