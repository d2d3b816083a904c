package dev.periscope.tunnel.key;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The name of a public key: SHA-256 of its DER SubjectPublicKeyInfo (RFC 5280, section 4.1.2.7) in lower-case hex.
 *
 * @param hex 64 lower-case hex digits
 */
public record KeyHash(String hex) {

    private static final int DIGITS = 64;

    /** @throws IllegalArgumentException unless {@code hex} is 64 lower-case hex digits */
    public KeyHash {
        if (hex.length() != DIGITS || !hex.chars().allMatch(KeyHash::isLowerHex)) {
            throw new IllegalArgumentException("key hash: expected 64 lower-case hex digits, found " + hex.length()
                    + " characters; take status.agent.publicKeyHash as it stands");
        }
    }

    /** @return the hash of a key */
    public static KeyHash of(PublicKey key) {
        return ofSpki(key.getEncoded());
    }

    /** @return the hash of a key given as DER SubjectPublicKeyInfo; the bytes are not parsed */
    public static KeyHash ofSpki(byte[] spki) {
        try {
            return new KeyHash(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(spki)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * @param base64 base64 DER SubjectPublicKeyInfo, as in {@code spec.clients[].publicKey}
     * @throws IllegalArgumentException if the text is not base64
     */
    public static KeyHash ofBase64Spki(String base64) {
        return ofSpki(Base64.getDecoder().decode(base64));
    }

    private static boolean isLowerHex(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }

    @Override
    public String toString() {
        return hex;
    }
}
