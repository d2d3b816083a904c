package dev.periscope.client.dns;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/** Any bytes are a query or are not; every query can be answered in a form its asker can read. */
class QueryFuzzTest {

    private static final List<InetAddress> ADDRESSES =
            List.of(InetAddress.ofLiteral("10.96.0.9"), InetAddress.ofLiteral("fd00::9"));

    @FuzzTest(maxDuration = "1m")
    void answer(byte[] data) {
        DnsQuery query = DnsQuery.parse(data).orElse(null);
        if (query == null) {
            return;
        }
        check(query.questionEnd() <= data.length, "a question inside the message");
        check(query.payloadLimit() >= 512 && query.payloadLimit() <= 0xffff, "a limit: " + query.payloadLimit());
        check(query.name().length() <= 253, "a name of at most 253 characters: " + query.name());
        reply(query, data, DnsReply.of(query, DnsReply.NO_SUCH_NAME));
        reply(query, data, DnsReply.addresses(query, 30, ADDRESSES));
        byte[] large = Arrays.copyOf(DnsReply.of(query, DnsReply.NO_ERROR), 0xffff);
        byte[] fitting = DnsReply.fit(query, large);
        reply(query, data, fitting);
        check(fitting.length <= query.payloadLimit(), "a reply that fits");
    }

    private static void reply(DnsQuery query, byte[] asked, byte[] reply) {
        check(reply[0] == asked[0] && reply[1] == asked[1], "the id of the query");
        check((reply[2] & 0x80) != 0, "a response");
        int end = query.questionEnd();
        check(reply.length >= end && Arrays.equals(reply, 12, end, asked, 12, end), "the question as it was asked");
    }

    private static void check(boolean holds, String expected) {
        if (!holds) {
            throw new AssertionError("expected " + expected);
        }
    }
}
