package dev.periscope.tunnel.link;

import dev.periscope.tunnel.wire.MalformedFrameException;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * The body of GOAWAY: reason (2), flags (1; bit 0: the link ends now), text.
 *
 * @param reason why
 * @param now whether open streams are cut off
 * @param text for people
 */
record GoAway(LinkEnd.Reason reason, boolean now, String text) {

    private static final int FIXED = 3;
    private static final int MAX_TEXT = 1_000;

    GoAway {
        text = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
    }

    void writeTo(ByteBuf out) {
        out.writeShort(reason.code()).writeByte(now ? 1 : 0);
        out.writeCharSequence(text, StandardCharsets.UTF_8);
    }

    static GoAway read(ByteBuf body) throws MalformedFrameException {
        if (body.readableBytes() < FIXED) {
            throw new MalformedFrameException("GOAWAY: expected at least " + FIXED + " bytes");
        }
        int code = body.readUnsignedShort();
        boolean now = (body.readByte() & 1) != 0;
        return new GoAway(LinkEnd.Reason.ofCode(code), now, body.toString(StandardCharsets.UTF_8));
    }
}
