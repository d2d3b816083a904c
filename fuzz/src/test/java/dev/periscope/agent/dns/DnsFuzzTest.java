package dev.periscope.agent.dns;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.periscope.tunnel.message.DnsMessage;
import java.nio.ByteBuffer;

/** Any bytes are a DNS message or are refused, in the agent, for answers of name servers and for queries of clients. */
class DnsFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void response(byte[] data) {
        DnsResponse response;
        try {
            response = DnsResponse.parse(data);
        } catch (MalformedDnsException e) {
            check(e.getMessage() != null && !e.getMessage().isBlank(), "a reason");
            return;
        }
        name(response.question().name());
        for (DnsRecord record : response.answers()) {
            name(record.owner());
            record.target().ifPresent(DnsFuzzTest::name);
            check(record.ttl() >= 0, "a TTL from 0: " + record);
        }
    }

    /** What is sent on is the query that was understood, with another id. */
    @FuzzTest(maxDuration = "1m")
    void query(byte[] data) {
        if (data.length < 12 || data.length > 0xffff) {
            return;
        }
        DnsQuery query;
        try {
            query = DnsQuery.of(new DnsMessage(data));
        } catch (MalformedDnsException e) {
            check(e.getMessage() != null && !e.getMessage().isBlank(), "a reason");
            return;
        }
        ByteBuffer sent = ByteBuffer.wrap(query.withId(0x1234));
        check(sent.getShort() == 0x1234 && sent.equals(ByteBuffer.wrap(data, 2, data.length - 2)), "the query itself");
    }

    /** A name of DNS has at most 253 characters, of which each may be written as four. */
    private static void name(String name) {
        check(name.chars().allMatch(c -> c > ' ' && c < 0x7f && (c < 'A' || c > 'Z')), "a printable name: " + name);
        check(name.replaceAll("\\\\[0-9]{3}", "x").length() <= 253, "at most 253 characters: " + name);
    }

    private static void check(boolean holds, String expected) {
        if (!holds) {
            throw new AssertionError("expected " + expected);
        }
    }
}
