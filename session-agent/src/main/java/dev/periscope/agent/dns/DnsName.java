package dev.periscope.agent.dns;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Names as they stand in messages (RFC 1035, sections 3.1 and 4.1.4). */
final class DnsName {

    private static final int MAX_LABEL = 63;
    private static final int MAX_NAME = 255;
    /** A message of 64 KiB has no reason to make a reader jump more often than a name has labels. */
    private static final int MAX_JUMPS = 128;

    private DnsName() {}

    /** @throws MalformedDnsException if a label is empty, longer than 63, not ASCII, or the whole is too long */
    static void write(ByteArrayOutputStream out, String name) throws MalformedDnsException {
        if (!name.isEmpty()) {
            int length = 1;
            for (String label : name.split("\\.", -1)) {
                byte[] bytes = label.getBytes(StandardCharsets.UTF_8);
                length += bytes.length + 1;
                if (bytes.length == 0
                        || bytes.length > MAX_LABEL
                        || bytes.length != label.length()
                        || length > MAX_NAME) {
                    throw new MalformedDnsException(
                            "not a name that DNS can hold: labels have 1 to 63 ASCII characters,"
                                    + " a name at most 253");
                }
                out.write(bytes.length);
                out.writeBytes(bytes);
            }
        }
        out.write(0);
    }

    /** Reads the name at the cursor, following pointers, and leaves the cursor behind it. Lower case, no trailing dot. */
    static String read(DnsCursor cursor) throws MalformedDnsException {
        StringBuilder name = new StringBuilder();
        int jumps = 0;
        int resume = -1;
        int wireLength = 1;
        while (true) {
            int length = cursor.u8();
            if (length == 0) {
                break;
            }
            if ((length & 0xc0) == 0xc0) {
                int target = (length & 0x3f) << 8 | cursor.u8();
                resume = resume < 0 ? cursor.position() : resume;
                if (++jumps > MAX_JUMPS) {
                    throw new MalformedDnsException("a name's pointers run in a circle");
                }
                cursor.position(target);
            } else if (length > MAX_LABEL) {
                throw new MalformedDnsException("an unknown kind of label");
            } else {
                wireLength += 1 + length;
                if (wireLength > MAX_NAME) {
                    throw new MalformedDnsException("a name is longer than 255 bytes");
                }
                appendLabel(name, cursor.bytes(length));
            }
        }
        if (resume >= 0) {
            cursor.position(resume);
        }
        return name.toString().toLowerCase(Locale.ROOT);
    }

    private static void appendLabel(StringBuilder name, byte[] label) {
        if (!name.isEmpty()) {
            name.append('.');
        }
        for (byte b : label) {
            // A dot inside a label must not look like one between labels.
            if (b > ' ' && b < 0x7f && b != '.' && b != '\\') {
                name.append((char) b);
            } else {
                int code = b & 0xff;
                name.append('\\').append(code / 100).append(code / 10 % 10).append(code % 10);
            }
        }
    }
}
