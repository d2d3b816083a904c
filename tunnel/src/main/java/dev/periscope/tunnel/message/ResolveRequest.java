package dev.periscope.tunnel.message;

/** A question to the resolver of the target pod. */
public sealed interface ResolveRequest {

    /**
     * Asks for a name's addresses, through the pod's search list unless it is absolute.
     *
     * @param name what the process asked for, without a trailing dot; at most 253 characters
     * @param family which addresses
     * @param absolute whether the name stands alone: no search list
     */
    record Lookup(String name, Family family, boolean absolute) implements ResolveRequest {
        /** @throws IllegalArgumentException if the name is empty or longer than 253 characters */
        public Lookup {
            if (name.isEmpty() || name.length() > 253) {
                throw new IllegalArgumentException(
                        "resolve: expected a name of 1..253 characters, found " + name.length());
            }
        }
    }

    /**
     * Passes a DNS message (RFC 1035, section 4) to the pod's name server, for types other than A and AAAA.
     */
    record Raw(DnsMessage message) implements ResolveRequest {}

    /** Which addresses a lookup asks for. */
    enum Family {
        /** IPv4. */
        A,
        /** IPv6. */
        AAAA,
        /** Both, as {@code getaddrinfo(3)} with {@code AF_UNSPEC}. */
        ANY
    }
}
