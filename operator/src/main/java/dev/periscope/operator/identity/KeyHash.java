package dev.periscope.operator.identity;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.HexFormat;

/** The name of a public key: SHA-256 of its DER SubjectPublicKeyInfo (RFC 5280, section 4.1.2.7) in lower-case hex. */
public final class KeyHash {

    private KeyHash() {}

    /** @return 64 lower-case hex digits */
    public static String of(PublicKey key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
