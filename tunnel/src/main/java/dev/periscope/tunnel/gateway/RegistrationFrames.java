package dev.periscope.tunnel.gateway;

import dev.periscope.tunnel.wire.MalformedFrameException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A registration message on the wire: length of the text (2 bytes), text in UTF-8. Put behind TLS. */
public final class RegistrationFrames extends ByteToMessageCodec<RegistrationMessage> {

    /** Longest text, in bytes. */
    public static final int MAX_BYTES = 4 << 10;

    /** A side that said nothing for that long sends a ping. */
    public static final int PING_SECONDS = 4;

    /** A side that heard nothing for that long gives the connection up. */
    public static final int SILENCE_SECONDS = 12;

    private static final int LENGTH = Short.BYTES;

    /** For one connection. */
    public RegistrationFrames() {
        super(RegistrationMessage.class);
    }

    @Override
    protected void encode(ChannelHandlerContext ctx, RegistrationMessage message, ByteBuf out) {
        out.writeShort(0);
        int length = ByteBufUtil.writeUtf8(out, RegistrationJson.write(message));
        if (length > MAX_BYTES) {
            throw new IllegalArgumentException("registration: " + length + " bytes are more than " + MAX_BYTES);
        }
        out.setShort(0, length);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws MalformedFrameException {
        if (in.readableBytes() < LENGTH) {
            return;
        }
        int length = in.getUnsignedShort(in.readerIndex());
        if (length == 0 || length > MAX_BYTES) {
            throw new MalformedFrameException(
                    "registration: expected a message of 1.." + MAX_BYTES + " bytes, the header says " + length);
        }
        if (in.readableBytes() >= LENGTH + length) {
            in.skipBytes(LENGTH);
            RegistrationJson.read(
                            in.readCharSequence(length, StandardCharsets.UTF_8).toString())
                    .ifPresent(out::add);
        }
    }
}
