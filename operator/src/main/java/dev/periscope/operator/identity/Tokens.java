package dev.periscope.operator.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the operator alone can have written: enrolment tokens, and seals on statements that lie where others may write.
 *
 * <p>Enrolment tokens: HMAC-SHA256 over session UID and agent generation. A token is a function of both, so an agent that
 * is created twice by a retry is the same agent; that it serves once only is enrolment's business. Thread-safe.
 */
public final class Tokens {

    /** Length of the key in bytes. */
    public static final int KEY_BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private final SecretKeySpec key;

    /** @throws IllegalArgumentException unless the key has {@link #KEY_BYTES} bytes */
    public Tokens(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("hmac: expected " + KEY_BYTES + " bytes, found " + key.length
                    + "; delete the Secret periscope-operator-identity to have it made anew");
        }
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** @return the token of that agent, URL-safe base64 without padding */
    public String issue(String sessionUid, int generation) {
        return mac("periscope-agent/" + sessionUid + "/" + generation);
    }

    /** @return whether the token is that agent's; takes the same time for every wrong one */
    public boolean verify(String sessionUid, int generation, String token) {
        return same(issue(sessionUid, generation), token);
    }

    /** @return the seal on a statement about a session's owner, URL-safe base64 without padding; never a token */
    public String seal(String statement) {
        return mac("periscope-owner/" + statement);
    }

    /** @return whether that is the seal on the statement; takes the same time for every wrong one */
    public boolean sealed(String statement, String seal) {
        return same(seal(statement), seal);
    }

    private static boolean same(String expected, String found) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII), found.getBytes(StandardCharsets.UTF_8));
    }

    private String mac(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
