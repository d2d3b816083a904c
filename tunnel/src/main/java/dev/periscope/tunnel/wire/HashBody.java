package dev.periscope.tunnel.wire;

import io.netty.buffer.ByteBuf;

/** The body of CONFIG_ACK: one field, the hash. */
public final class HashBody {

    private static final int HASH = 1;

    private HashBody() {}

    /** Appends the body. */
    public static void write(String hash, ByteBuf out) {
        new FieldWriter(out).text(HASH, hash);
    }

    /** @throws MalformedFrameException if it is none */
    public static String read(ByteBuf body) throws MalformedFrameException {
        String hash = "";
        FieldReader fields = new FieldReader("CONFIG_ACK", body);
        while (fields.next()) {
            switch (fields.tag()) {
                case HASH -> hash = fields.text();
                default -> fields.pass();
            }
        }
        return hash;
    }
}
