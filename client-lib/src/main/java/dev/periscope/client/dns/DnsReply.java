package dev.periscope.client.dns;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Writes answers (RFC 1035, section 4) to a {@link DnsQuery}. Pure. */
final class DnsReply {
    static final int NO_ERROR = 0;
    static final int SERVER_FAILURE = 2;
    static final int NO_SUCH_NAME = 3;

    private static final int MAX = 65_535;

    private DnsReply() {}

    /** An answer without records. */
    static byte[] of(DnsQuery query, int code) {
        return of(query, code, 0, List.of());
    }

    /** An answer with addresses; those of another family than the one asked for are left out. */
    static byte[] addresses(DnsQuery query, long ttlSeconds, List<InetAddress> addresses) {
        int length = query.type() == DnsQuery.A ? 4 : 16;
        return of(
                query,
                NO_ERROR,
                ttlSeconds,
                addresses.stream()
                        .map(InetAddress::getAddress)
                        .filter(bytes -> bytes.length == length)
                        .limit(1_000)
                        .toList());
    }

    private static byte[] of(DnsQuery query, int code, long ttlSeconds, List<byte[]> records) {
        ByteBuffer reply = ByteBuffer.allocate(MAX);
        reply.putShort((short) query.id());
        reply.put((byte) (0x80 | (query.recursionDesired() ? 1 : 0)));
        reply.put((byte) (0x80 | code));
        reply.putShort((short) 1)
                .putShort((short) records.size())
                .putShort((short) 0)
                .putShort((short) 0);
        reply.put(query.message(), 12, query.questionEnd() - 12);
        for (byte[] address : records) {
            // The name is the question's: a pointer to it.
            reply.putShort((short) 0xC00C)
                    .putShort((short) query.type())
                    .putShort((short) 1)
                    .putInt((int) Math.min(ttlSeconds, Integer.MAX_VALUE))
                    .putShort((short) address.length)
                    .put(address);
        }
        return Arrays.copyOf(reply.array(), reply.position());
    }

    /** What fits into the asker's limit over UDP: the reply itself, or its question with the TC bit. */
    static byte[] fit(DnsQuery query, byte[] reply) {
        if (reply.length <= query.payloadLimit()) {
            return reply;
        }
        byte[] truncated = of(query, reply[3] & 0x0F);
        truncated[2] |= 2;
        return truncated;
    }
}
