package dev.periscope.client.dns;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes DNS queries for tests. */
final class Question {
    static final int ID = 0x1234;
    static final int A = 1;
    static final int TXT = 16;
    static final int AAAA = 28;

    private static final int INTERNET = 1;

    private Question() {}

    static byte[] of(String name, int type) {
        return write(name, type, 0);
    }

    /** With an OPT record that says how long a reply may be. */
    static byte[] withPayload(String name, int type, int bytes) {
        return write(name, type, bytes);
    }

    private static byte[] write(String name, int type, int payload) {
        ByteBuffer out = ByteBuffer.allocate(600);
        out.putShort((short) ID).putShort((short) 0x0100).putShort((short) 1);
        out.putInt(0).putShort((short) (payload > 0 ? 1 : 0));
        if (!name.isEmpty()) {
            for (String label : name.split("\\.")) {
                out.put((byte) label.length()).put(label.getBytes(StandardCharsets.US_ASCII));
            }
        }
        out.put((byte) 0).putShort((short) type).putShort((short) INTERNET);
        if (payload > 0) {
            out.put((byte) 0)
                    .putShort((short) 41)
                    .putShort((short) payload)
                    .putInt(0)
                    .putShort((short) 0);
        }
        return Arrays.copyOf(out.array(), out.position());
    }
}
