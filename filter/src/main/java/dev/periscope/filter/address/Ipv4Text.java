package dev.periscope.filter.address;

/** The dotted quad: four decimal numbers from 0 to 255 without leading zeros, and no other spelling (RFC 6943, 3.1.1). */
public final class Ipv4Text {
    private Ipv4Text() {}

    /**
     * Reads a dotted quad.
     *
     * @param text where it stands
     * @param from the index of its first character
     * @param to the index after its last one
     * @return its 32 bits
     * @throws IpSyntaxException with a position in {@code text}
     */
    public static int parse(String text, int from, int to) {
        int bits = 0;
        int at = from;
        for (int part = 0; part < 4; part++) {
            if (part > 0) {
                if (at >= to || text.charAt(at) != '.') {
                    throw new IpSyntaxException(text, at, "four numbers from 0 to 255 with dots between them");
                }
                at++;
            }
            int end = at;
            int value = 0;
            while (end < to && end - at < 4 && isDigit(text.charAt(end))) {
                value = value * 10 + (text.charAt(end) - '0');
                end++;
            }
            if (end == at || value > 255) {
                throw new IpSyntaxException(text, at, "a number from 0 to 255");
            }
            if (end - at > 1 && text.charAt(at) == '0') {
                throw new IpSyntaxException(text, at, "a number without leading zeros");
            }
            bits = bits << 8 | value;
            at = end;
        }
        if (at < to) {
            throw new IpSyntaxException(text, at, "the end of the address");
        }
        return bits;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static String write(int bits) {
        return (bits >>> 24) + "." + (bits >>> 16 & 0xff) + "." + (bits >>> 8 & 0xff) + "." + (bits & 0xff);
    }
}
