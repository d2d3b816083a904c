package dev.periscope.filter.index;

import dev.periscope.filter.address.IpAddress;
import dev.periscope.filter.address.IpPrefix;
import dev.periscope.filter.entry.Destination;
import dev.periscope.filter.entry.FilterEntry;
import dev.periscope.filter.entry.Transport;
import dev.periscope.filter.name.HostName;
import dev.periscope.filter.name.SearchList;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Entries laid out so that the best one for a flow is found without looking at the others, and without allocation. Where
 * a name is asked and no address is known, the address is null and entries of addresses take no part.
 *
 * <p>Immutable and safe for use by any thread.
 */
public final class EntryIndex {
    private final ExactNames names;
    private final WildcardTree wildcards;
    private final AddressTable addresses;
    private final AddressTable prefixes;
    private final PortMap any;

    private EntryIndex(
            ExactNames names, WildcardTree wildcards, AddressTable addresses, AddressTable prefixes, PortMap any) {
        this.names = names;
        this.wildcards = wildcards;
        this.addresses = addresses;
        this.prefixes = prefixes;
        this.any = any;
    }

    /** Collects the entries of an index. */
    public static final class Builder {
        private final ExactNames.Builder names;
        private final WildcardTree.Builder wildcards;
        private final AddressTable.Builder addresses = new AddressTable.Builder();
        private final AddressTable.Builder prefixes = new AddressTable.Builder();
        private final List<Candidate> any = new ArrayList<>();
        private int count;

        /** Begins an index for the pod with this search list. */
        public Builder(SearchList search) {
            names = new ExactNames.Builder(search);
            wildcards = new WildcardTree.Builder(search);
        }

        /**
         * Adds an entry; its {@link Candidate#id} is the number of entries added before it.
         *
         * @param tier 0 to 3: decides among entries that are equally specific, the lower first
         */
        @SuppressWarnings("CanIgnoreReturnValueSuggester")
        public Builder add(FilterEntry entry, int tier) {
            Candidate candidate = Candidate.of(entry, tier, count++);
            switch (entry.destination()) {
                case Destination.Name(HostName name) -> names.add(name, candidate);
                case Destination.Wildcard(HostName suffix) -> wildcards.add(suffix, candidate);
                case Destination.Address(IpAddress address) ->
                    addresses.add(new IpPrefix(address, address.family().bits()), candidate);
                case Destination.Block(IpPrefix prefix) -> prefixes.add(prefix, candidate);
                case Destination.Any all -> any.add(candidate);
            }
            return this;
        }

        /** Adds entries of one tier in this order. */
        public Builder addAll(List<FilterEntry> entries, int tier) {
            entries.forEach(entry -> add(entry, tier));
            return this;
        }

        /** Lays the entries out. */
        public EntryIndex build() {
            return new EntryIndex(
                    names.build(), wildcards.build(), addresses.build(), prefixes.build(), PortMap.of(any));
        }
    }

    /** Returns the best exact name or single address. */
    public Candidate exact(Transport transport, @Nullable IpAddress address, int port, List<HostName> asked) {
        Candidate byName = names.best(transport, port, asked);
        return address == null ? byName : byName.orBetter(addresses.longest(transport, address, port));
    }

    /** Returns the best wildcard. */
    public Candidate wildcard(Transport transport, int port, List<HostName> asked) {
        return wildcards.best(transport, port, asked);
    }

    /** Returns the best prefix. */
    public Candidate prefix(Transport transport, @Nullable IpAddress address, int port) {
        return address == null ? Candidate.NONE : prefixes.longest(transport, address, port);
    }

    /** Returns the best entry for any destination. */
    public Candidate any(Transport transport, int port) {
        return any.find(transport, port);
    }

    /** Returns the most specific entry that matches. */
    public Candidate best(Transport transport, @Nullable IpAddress address, int port, List<HostName> asked) {
        Candidate exact = exact(transport, address, port, asked);
        if (exact.found()) {
            return exact;
        }
        Candidate second = wildcard(transport, port, asked).orBetter(prefix(transport, address, port));
        return second.found() ? second : any(transport, port);
    }

    /** Adds every port at which the answer for these names, without an address, may change. */
    public void addPortsTo(PortSet ports, Transport transport, List<HostName> asked) {
        names.addPortsTo(ports, transport, asked);
        wildcards.addPortsTo(ports, transport, asked);
        any.addStartsTo(transport, ports);
    }
}
