package dev.periscope.agent.dns;

import dev.periscope.tunnel.message.DnsMessage;

/**
 * A query ready to be sent.
 *
 * @param question what it asks
 * @param message the whole message; each try overwrites the id in a copy of its own
 */
public record DnsQuery(DnsQuestion question, DnsMessage message) {

    private static final int ID_BYTES = 2;
    private static final int RESPONSE_BIT = 0x80;

    /** @throws MalformedDnsException if DNS cannot hold the name */
    public static DnsQuery of(DnsQuestion question) throws MalformedDnsException {
        return new DnsQuery(question, new DnsMessage(DnsResponse.query(0, question)));
    }

    /**
     * Takes a query somebody else composed.
     *
     * @throws MalformedDnsException if it is no query with exactly one question of class IN
     */
    public static DnsQuery of(DnsMessage message) throws MalformedDnsException {
        byte[] asResponse = message.bytes();
        if ((asResponse[ID_BYTES] & RESPONSE_BIT) != 0) {
            throw new MalformedDnsException("not a query");
        }
        asResponse[ID_BYTES] |= (byte) RESPONSE_BIT;
        return new DnsQuery(DnsResponse.parse(asResponse).question(), message);
    }

    /** @return a copy of the message with this id */
    byte[] withId(int id) {
        byte[] copy = message.bytes();
        copy[0] = (byte) (id >> 8);
        copy[1] = (byte) id;
        return copy;
    }

    /** @return a copy of the response that carries the id its asker chose */
    public DnsMessage answeredBy(DnsResponse response) {
        byte[] copy = response.raw().bytes();
        System.arraycopy(message.bytes(), 0, copy, 0, ID_BYTES);
        return new DnsMessage(copy);
    }
}
