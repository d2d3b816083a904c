package dev.periscope.client.dns;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The part of a DNS query (RFC 1035, section 4) that an answer needs.
 *
 * @param message the whole message
 * @param id its id
 * @param recursionDesired its RD bit
 * @param name the name asked for, without a trailing dot
 * @param type the type asked for
 * @param questionEnd where the question section ends
 * @param payloadLimit how long an answer over UDP may be: 512, or what EDNS (RFC 6891) says
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and read only
record DnsQuery(
        byte[] message, int id, boolean recursionDesired, String name, int type, int questionEnd, int payloadLimit) {
    static final int A = 1;
    static final int AAAA = 28;

    private static final int HEADER = 12;
    /** A name's 255 bytes on the wire, without the length of its first label and that of the root. */
    private static final int LONGEST_NAME = 253;

    private static final int CLASSIC_LIMIT = 512;
    private static final int OPT = 41;
    private static final int INTERNET = 1;

    /** Empty for anything but one question of class IN in a query. */
    static Optional<DnsQuery> parse(byte[] message) {
        if (message.length < HEADER
                || (message[2] & 0xF8) != 0
                || unsignedShort(message, 4) != 1
                || unsignedShort(message, 6) != 0) {
            return Optional.empty();
        }
        StringBuilder name = new StringBuilder();
        int at = HEADER;
        while (at < message.length && message[at] != 0) {
            int length = message[at] & 0xFF;
            if (length > 63
                    || at + 1 + length >= message.length
                    || name.length() + (name.isEmpty() ? 0 : 1) + length > LONGEST_NAME) {
                return Optional.empty();
            }
            if (!name.isEmpty()) {
                name.append('.');
            }
            name.append(new String(message, at + 1, length, StandardCharsets.ISO_8859_1));
            at += 1 + length;
        }
        int end = at + 5;
        if (end > message.length || unsignedShort(message, at + 3) != INTERNET) {
            return Optional.empty();
        }
        return Optional.of(new DnsQuery(
                message,
                unsignedShort(message, 0),
                (message[2] & 1) != 0,
                name.toString(),
                unsignedShort(message, at + 1),
                end,
                payloadLimit(message, end)));
    }

    /** An OPT record, where there is one, is the only thing after the question: root name, type, then the size. */
    private static int payloadLimit(byte[] message, int questionEnd) {
        boolean edns = unsignedShort(message, 10) > 0
                && questionEnd + 5 <= message.length
                && message[questionEnd] == 0
                && unsignedShort(message, questionEnd + 1) == OPT;
        return edns ? Math.max(CLASSIC_LIMIT, unsignedShort(message, questionEnd + 3)) : CLASSIC_LIMIT;
    }

    private static int unsignedShort(byte[] message, int at) {
        return ((message[at] & 0xFF) << 8) | (message[at + 1] & 0xFF);
    }
}
