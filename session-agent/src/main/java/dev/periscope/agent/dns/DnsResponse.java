package dev.periscope.agent.dns;

import dev.periscope.filter.address.IpAddress;
import dev.periscope.tunnel.message.DnsMessage;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A response, as far as a stub resolver looks at it.
 *
 * @param id the query's id
 * @param truncated whether the answer did not fit and wants TCP
 * @param rcode the response code, see {@link #NO_ERROR} and its fellows
 * @param question what was asked
 * @param answers the answer section
 * @param raw the whole message as received
 */
public record DnsResponse(
        int id, boolean truncated, int rcode, DnsQuestion question, List<DnsRecord> answers, DnsMessage raw) {

    public static final int NO_ERROR = 0;
    public static final int SERVER_FAILURE = 2;
    public static final int NO_SUCH_NAME = 3;
    public static final int REFUSED = 5;

    private static final int CLASS_IN = 1;
    private static final int RECURSION_DESIRED = 0x0100;
    private static final int RESPONSE = 0x8000;
    private static final int TRUNCATED = 0x0200;

    public DnsResponse {
        answers = List.copyOf(answers);
    }

    /** @throws MalformedDnsException if the name is none that DNS can hold */
    public static byte[] query(int id, DnsQuestion question) throws MalformedDnsException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(64);
        for (int word : new int[] {id, RECURSION_DESIRED, 1, 0, 0, 0}) {
            u16(out, word);
        }
        DnsName.write(out, question.name());
        u16(out, question.type());
        u16(out, CLASS_IN);
        return out.toByteArray();
    }

    /** @throws MalformedDnsException if the bytes are no response with exactly one question */
    public static DnsResponse parse(byte[] raw) throws MalformedDnsException {
        DnsCursor cursor = new DnsCursor(raw);
        int id = cursor.u16();
        int flags = cursor.u16();
        int questions = cursor.u16();
        int answerCount = cursor.u16();
        cursor.u32();
        if ((flags & RESPONSE) == 0 || questions != 1) {
            throw new MalformedDnsException("not a response to one question");
        }
        DnsQuestion question = readQuestion(cursor);
        List<DnsRecord> answers = new ArrayList<>();
        boolean truncated = (flags & TRUNCATED) != 0;
        // A truncated message may end inside a record; it is asked again over TCP anyway.
        for (int i = 0; i < answerCount && !truncated; i++) {
            answers.add(readRecord(cursor));
        }
        return new DnsResponse(id, truncated, flags & 0xf, question, answers, new DnsMessage(raw));
    }

    private static DnsQuestion readQuestion(DnsCursor cursor) throws MalformedDnsException {
        String name = DnsName.read(cursor);
        int type = cursor.u16();
        int dnsClass = cursor.u16();
        if (type == 0 || dnsClass != CLASS_IN) {
            throw new MalformedDnsException("a question of another class or of no type");
        }
        return new DnsQuestion(name, type);
    }

    private static DnsRecord readRecord(DnsCursor cursor) throws MalformedDnsException {
        String owner = DnsName.read(cursor);
        int type = cursor.u16();
        cursor.u16();
        long ttl = cursor.u32();
        int length = cursor.u16();
        int start = cursor.position();
        // RFC 2181, section 8: a TTL with the topmost bit set counts as 0.
        int seconds = ttl > Integer.MAX_VALUE ? 0 : (int) ttl;
        Optional<IpAddress> address = Optional.empty();
        Optional<String> target = Optional.empty();
        if (type == DnsQuestion.CNAME) {
            target = Optional.of(DnsName.read(cursor));
        } else if ((type == DnsQuestion.A && length == 4) || (type == DnsQuestion.AAAA && length == 16)) {
            address = Optional.of(IpAddress.of(cursor.bytes(length)));
        }
        cursor.position(start + length);
        return new DnsRecord(owner, type, seconds, address, target);
    }

    private static void u16(ByteArrayOutputStream out, int value) {
        out.write(value >> 8);
        out.write(value);
    }
}
