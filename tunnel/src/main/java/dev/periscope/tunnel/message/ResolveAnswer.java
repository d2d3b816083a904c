package dev.periscope.tunnel.message;

import java.net.InetAddress;
import java.util.List;

/** The answer to a {@link ResolveRequest}. */
public sealed interface ResolveAnswer {

    /**
     * The name has addresses.
     *
     * @param name the full name that answered, without a trailing dot; differs from the one asked when a search domain was added
     * @param aliases the chain of CNAMEs from {@code name} to the owner of the addresses, in order, without {@code name} itself
     * @param addresses at least one, in the name server's order
     */
    record Found(String name, List<String> aliases, List<Address> addresses) implements ResolveAnswer {
        /** Copies the lists. */
        public Found {
            aliases = List.copyOf(aliases);
            addresses = List.copyOf(addresses);
        }
    }

    /** NXDOMAIN: there is no such name. */
    record NoSuchName() implements ResolveAnswer {}

    /**
     * NODATA: the name is there, but has no addresses of that family.
     *
     * @param name the full name that answered
     */
    record NoData(String name) implements ResolveAnswer {}

    /** SERVFAIL, REFUSED or no understandable answer. */
    record ServerFailure(String text) implements ResolveAnswer {}

    /** No name server answered in time. */
    record TimedOut(String text) implements ResolveAnswer {}

    /** The filter or a policy denies the name; {@code rule} is the entry that does. To be shown as "no such name". */
    record Denied(String rule) implements ResolveAnswer {}

    /** The name server's whole message, in answer to {@link ResolveRequest.Raw}. */
    record Raw(DnsMessage message) implements ResolveAnswer {}

    /**
     * One address.
     *
     * @param address the address
     * @param ttl how long it may be remembered, in seconds, 0 or more
     */
    record Address(InetAddress address, long ttl) {}
}
