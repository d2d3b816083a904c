package dev.periscope.tunnel.wire;

import io.netty.buffer.ByteBuf;
import java.util.Optional;

/**
 * What each side says first.
 *
 * @param lowest the oldest version it speaks
 * @param highest the newest version it speaks
 * @param software its name and version, for logs
 */
public record Hello(Version lowest, Version highest, String software) {

    /** The first four bytes of a hello's body: {@code PSCP}. */
    static final int MAGIC = 0x50534350;

    private static final int LOWEST = 1;
    private static final int HIGHEST = 2;
    private static final int SOFTWARE = 3;
    private static final int MAX_SOFTWARE = 100;

    /** @return the highest version both speak, if there is one of the same major version */
    public Optional<Version> common(Hello peer) {
        Version version = highest.compareTo(peer.highest) <= 0 ? highest : peer.highest;
        return version.compareTo(lowest) >= 0 && version.compareTo(peer.lowest) >= 0
                ? Optional.of(version)
                : Optional.empty();
    }

    /** Appends the body of a HELLO. */
    public void writeTo(ByteBuf out) {
        out.writeInt(MAGIC);
        new FieldWriter(out)
                .number(LOWEST, lowest.number())
                .number(HIGHEST, highest.number())
                .text(SOFTWARE, software);
    }

    /** @throws MalformedFrameException if it is none */
    public static Hello read(ByteBuf body) throws MalformedFrameException {
        if (body.readableBytes() < Integer.BYTES || body.readInt() != MAGIC) {
            throw new MalformedFrameException("HELLO: the peer does not speak Periscope's link protocol");
        }
        Version lowest = null;
        Version highest = null;
        String software = "";
        FieldReader fields = new FieldReader("HELLO", body);
        while (fields.next()) {
            switch (fields.tag()) {
                case LOWEST -> lowest = Version.of(fields.number(0xffff));
                case HIGHEST -> highest = Version.of(fields.number(0xffff));
                case SOFTWARE -> software = printable(fields.text());
                default -> fields.pass();
            }
        }
        if (lowest == null || highest == null) {
            throw new MalformedFrameException("HELLO: expected the lowest and the highest version");
        }
        return new Hello(lowest, highest, software);
    }

    /** It goes to logs: no control characters, no length without bound. */
    private static String printable(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().limit(MAX_SOFTWARE).forEach(c -> out.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return out.toString();
    }
}
