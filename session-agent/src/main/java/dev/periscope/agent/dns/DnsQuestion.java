package dev.periscope.agent.dns;

/**
 * A question of class IN.
 *
 * @param name the complete name, without a trailing dot; empty for the root
 * @param type the query type, 1 to 65535
 */
public record DnsQuestion(String name, int type) {

    public static final int A = 1;
    public static final int CNAME = 5;
    public static final int SOA = 6;
    public static final int AAAA = 28;

    public DnsQuestion {
        if (type < 1 || type > 0xffff) {
            throw new IllegalArgumentException("a query type is 1 to 65535, not " + type);
        }
    }

    boolean sameAs(DnsQuestion other) {
        return type == other.type && name.equalsIgnoreCase(other.name);
    }
}
