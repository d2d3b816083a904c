package dev.periscope.tunnel.wire;

import dev.periscope.tunnel.message.Errno;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * The body of FAILED and RESET: errno (2), text.
 *
 * @param errno the reason
 * @param text the reason in words
 */
public record Failure(Errno errno, String text) {

    /** Longest text that is sent, in characters; at most 3 bytes each. */
    public static final int MAX_TEXT = 1_000;

    /** Cuts the text where it is too long. */
    public Failure {
        text = text.length() > MAX_TEXT ? text.substring(0, end(text)) : text;
    }

    /** Not between the two halves of a character. */
    private static int end(String text) {
        return Character.isHighSurrogate(text.charAt(MAX_TEXT - 1)) ? MAX_TEXT - 1 : MAX_TEXT;
    }

    /** Appends the body. */
    public void writeTo(ByteBuf out) {
        out.writeShort(errno.code());
        out.writeCharSequence(text, StandardCharsets.UTF_8);
    }

    /** @throws MalformedFrameException if it is none */
    public static Failure read(String what, ByteBuf body) throws MalformedFrameException {
        if (body.readableBytes() < Short.BYTES) {
            throw new MalformedFrameException(what + ": expected a reason of 2 bytes");
        }
        int code = body.readUnsignedShort();
        return new Failure(Errno.ofCode(code), body.toString(StandardCharsets.UTF_8));
    }
}
