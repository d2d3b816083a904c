package dev.periscope.e2e.programs;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Length and SHA-256 of a stream's content. Not safe for use by several threads. */
final class ContentDigest {

    private final MessageDigest sha256;
    private long length;

    ContentDigest() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    void add(byte[] bytes, int count) {
        sha256.update(bytes, 0, count);
        length += count;
    }

    String result() {
        return length + " " + HexFormat.of().formatHex(sha256.digest());
    }
}
