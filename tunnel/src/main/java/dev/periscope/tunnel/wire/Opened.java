package dev.periscope.tunnel.wire;

import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * The body of OPENED: window (4), fields.
 *
 * @param window bytes the client may send at first
 * @param source the address the connection leaves from
 */
public record Opened(long window, Optional<InetSocketAddress> source) {

    private static final int SOURCE = 1;

    /** Appends the body. */
    public void writeTo(ByteBuf out) {
        out.writeInt((int) window);
        FieldWriter fields = new FieldWriter(out);
        source.filter(address -> !address.isUnresolved())
                .ifPresent(address -> fields.numberedAddress(SOURCE, address.getPort(), address.getAddress()));
    }

    /** @throws MalformedFrameException if it is none */
    public static Opened read(ByteBuf body) throws MalformedFrameException {
        if (body.readableBytes() < Integer.BYTES) {
            throw new MalformedFrameException("OPENED: expected a window of 4 bytes");
        }
        long window = body.readUnsignedInt();
        Optional<InetSocketAddress> source = Optional.empty();
        FieldReader fields = new FieldReader("OPENED", body);
        while (fields.next()) {
            switch (fields.tag()) {
                case SOURCE -> source = Optional.of(source(fields.numberedAddress()));
                default -> fields.pass();
            }
        }
        return new Opened(window, source);
    }

    private static InetSocketAddress source(FieldReader.NumberedAddress value) throws MalformedFrameException {
        if (value.number() > 65_535) {
            throw new MalformedFrameException("OPENED: the source port is above 65535");
        }
        return new InetSocketAddress(value.address(), (int) value.number());
    }
}
