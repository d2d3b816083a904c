package dev.periscope.filter.address;

/**
 * The text of an IPv6 address: read as RFC 4291, section 2.2 allows it, written as RFC 5952 wants it, in hex groups
 * only.
 *
 * @param high the upper 64 bits as written; a mapped address is left as it is here
 * @param low the lower 64 bits
 */
public record Ipv6Text(long high, long low) {
    private static final int GROUPS = 8;

    /**
     * Reads an IPv6 address without brackets and without a zone.
     *
     * @param text where it stands
     * @param from the index of its first character
     * @param to the index after its last one
     * @throws IpSyntaxException with a position in {@code text}
     */
    public static Ipv6Text parse(String text, int from, int to) {
        return new Reader(text, from, to).read();
    }

    /** Returns whether this is an IPv4 address in IPv6 clothes, {@code ::ffff:a.b.c.d}. */
    public boolean isMapped() {
        return IpAddress.isMapped(high, low);
    }

    /** Writes 128 bits after RFC 5952: lower case, the first longest run of two or more zero groups as {@code ::}. */
    static String write(long high, long low) {
        int gapStart = -1;
        int gapLength = 1;
        for (int i = 0; i < GROUPS; i++) {
            int run = 0;
            while (i + run < GROUPS && group(high, low, i + run) == 0) {
                run++;
            }
            if (run > gapLength) {
                gapStart = i;
                gapLength = run;
            }
            i += run;
        }
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < GROUPS; i++) {
            if (i == gapStart) {
                text.append("::");
                i += gapLength - 1;
            } else {
                if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                    text.append(':');
                }
                text.append(Integer.toHexString(group(high, low, i)));
            }
        }
        return text.toString();
    }

    private static int group(long high, long low, int index) {
        long word = index < 4 ? high : low;
        return (int) (word >>> (16 * (3 - index % 4))) & 0xffff;
    }

    private static final class Reader {
        private final String text;
        private final int to;
        private final int[] groups = new int[GROUPS];
        private int count;
        private int gap = -1;
        private int at;

        Reader(String text, int from, int to) {
            this.text = text;
            this.at = from;
            this.to = to;
        }

        Ipv6Text read() {
            if (startsWithGap()) {
                gap = 0;
                at += 2;
            }
            while (at < to) {
                readGroup();
                if (at < to) {
                    readSeparator();
                }
            }
            // A gap stands for at least one group (RFC 4291), so eight groups leave no room for it.
            if (gap < 0 ? count < GROUPS : count == GROUPS) {
                throw new IpSyntaxException(text, at, "eight groups, or fewer with one \"::\"");
            }
            return spread();
        }

        private boolean startsWithGap() {
            return at + 1 < to && text.charAt(at) == ':' && text.charAt(at + 1) == ':';
        }

        private void readGroup() {
            int end = at;
            int value = 0;
            while (end < to && end - at < 4 && Character.digit(text.charAt(end), 16) >= 0 && text.charAt(end) < 0x80) {
                value = value << 4 | Character.digit(text.charAt(end), 16);
                end++;
            }
            if (end < to && text.charAt(end) == '.') {
                readQuad();
                return;
            }
            if (end == at) {
                throw new IpSyntaxException(text, at, "a group of one to four hex digits");
            }
            if (count == GROUPS) {
                throw new IpSyntaxException(text, at, "no more than eight groups");
            }
            groups[count++] = value;
            at = end;
        }

        private void readQuad() {
            if (count > GROUPS - 2) {
                throw new IpSyntaxException(text, at, "no more than eight groups");
            }
            int bits = Ipv4Text.parse(text, at, to);
            groups[count++] = bits >>> 16;
            groups[count++] = bits & 0xffff;
            at = to;
        }

        private void readSeparator() {
            if (text.charAt(at) != ':') {
                throw new IpSyntaxException(text, at, "\":\" between groups of one to four hex digits");
            }
            if (startsWithGap()) {
                if (gap >= 0) {
                    throw new IpSyntaxException(text, at, "\"::\" only once");
                }
                gap = count;
                at += 2;
            } else {
                at++;
                if (at == to) {
                    throw new IpSyntaxException(text, at, "a group of one to four hex digits");
                }
            }
        }

        private Ipv6Text spread() {
            int[] all = new int[GROUPS];
            int before = gap < 0 ? count : gap;
            System.arraycopy(groups, 0, all, 0, before);
            System.arraycopy(groups, before, all, GROUPS - (count - before), count - before);
            return new Ipv6Text(word(all, 0), word(all, 4));
        }

        private static long word(int[] groups, int from) {
            long word = 0;
            for (int i = from; i < from + 4; i++) {
                word = word << 16 | groups[i];
            }
            return word;
        }
    }
}
