package dev.periscope.agent.resolve;

import dev.periscope.agent.dns.DnsQuestion;
import dev.periscope.agent.dns.DnsRecord;
import dev.periscope.agent.dns.DnsResponse;
import dev.periscope.filter.address.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an answer section says about one name: follow its CNAMEs, then take the addresses of the last (RFC 1034, section
 * 3.6.2). Records of other owners are not believed.
 *
 * @param aliases the targets of the CNAMEs, in order
 * @param addresses the addresses of the chain's end, in the server's order
 * @param ttl seconds: the least of the records used
 */
record AddressChain(List<String> aliases, List<IpAddress> addresses, long ttl) {

    private static final int MAX_ALIASES = 16;

    AddressChain {
        aliases = List.copyOf(aliases);
        addresses = List.copyOf(addresses);
    }

    static AddressChain in(DnsResponse message) {
        String owner = message.question().name().toLowerCase(Locale.ROOT);
        List<String> aliases = new ArrayList<>();
        long ttl = Long.MAX_VALUE;
        Optional<DnsRecord> alias = alias(message, owner);
        while (alias.isPresent() && aliases.size() < MAX_ALIASES) {
            owner = alias.get().target().orElseThrow();
            aliases.add(owner);
            ttl = Math.min(ttl, alias.get().ttl());
            alias = alias(message, owner);
        }
        List<IpAddress> addresses = new ArrayList<>();
        for (DnsRecord record : message.answers()) {
            if (record.owner().equals(owner)
                    && record.type() == message.question().type()
                    && record.address().isPresent()) {
                addresses.add(record.address().get());
                ttl = Math.min(ttl, record.ttl());
            }
        }
        return new AddressChain(aliases, addresses, ttl == Long.MAX_VALUE ? 0 : ttl);
    }

    /** @return whether the server left the end of the chain for us to ask for */
    boolean dangles() {
        return addresses.isEmpty() && !aliases.isEmpty() && aliases.size() < MAX_ALIASES;
    }

    /** @return this chain continued by what was found for its end */
    AddressChain then(AddressChain rest) {
        List<String> all = new ArrayList<>(aliases);
        all.addAll(rest.aliases);
        return new AddressChain(all, rest.addresses, Math.min(ttl, rest.ttl));
    }

    private static Optional<DnsRecord> alias(DnsResponse message, String owner) {
        return message.answers().stream()
                .filter(record ->
                        record.type() == DnsQuestion.CNAME && record.owner().equals(owner))
                .findFirst();
    }
}
