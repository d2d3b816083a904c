package dev.periscope.tunnel.wire;

import dev.periscope.tunnel.message.OpenRequest;
import dev.periscope.tunnel.message.Transport;
import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.util.Optional;

/**
 * The body of OPEN: transport (1), flags (1), port (2), window (4), length of the address (1), address, fields.
 *
 * @param request what is asked for
 * @param window bytes the agent may send at first
 */
public record Open(OpenRequest request, long window) {

    private static final int FIXED = 9;
    private static final int NAME = 1;

    /** Appends the body. */
    public void writeTo(ByteBuf out) {
        byte[] address = request.address().getAddress();
        out.writeByte(request.transport().code())
                .writeByte(0)
                .writeShort(request.port())
                .writeInt((int) window)
                .writeByte(address.length)
                .writeBytes(address);
        FieldWriter fields = new FieldWriter(out);
        request.name().ifPresent(name -> fields.text(NAME, name));
    }

    /** @throws MalformedFrameException if it is none */
    public static Open read(ByteBuf body) throws MalformedFrameException {
        if (body.readableBytes() < FIXED) {
            throw new MalformedFrameException(
                    "OPEN: expected at least " + FIXED + " bytes, found " + body.readableBytes());
        }
        Transport transport = transport(body.readUnsignedByte());
        body.skipBytes(1);
        int port = body.readUnsignedShort();
        long window = body.readUnsignedInt();
        InetAddress address = FieldReader.address("OPEN", body, body.readUnsignedByte());
        Optional<String> name = Optional.empty();
        FieldReader fields = new FieldReader("OPEN", body);
        while (fields.next()) {
            switch (fields.tag()) {
                case NAME -> name = Optional.of(fields.text());
                default -> fields.pass();
            }
        }
        if (port == 0 || (name.isPresent() && name.get().length() > OpenRequest.MAX_NAME)) {
            throw new MalformedFrameException("OPEN: expected a port of 1..65535 and a name of at most 255 characters");
        }
        return new Open(new OpenRequest(transport, address, port, name), window);
    }

    private static Transport transport(int code) throws MalformedFrameException {
        return switch (code) {
            case 1 -> Transport.TCP;
            case 2 -> Transport.UDP;
            default -> throw new MalformedFrameException("OPEN: transport " + code + " is neither TCP (1) nor UDP (2)");
        };
    }
}
