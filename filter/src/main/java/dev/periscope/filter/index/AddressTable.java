package dev.periscope.filter.index;

import dev.periscope.filter.address.IpAddress;
import dev.periscope.filter.address.IpAddress.Family;
import dev.periscope.filter.address.IpPrefix;
import dev.periscope.filter.entry.Transport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Prefixes by length, the longest first: at most 33 or 129 binary searches, and one for each length in use. */
final class AddressTable {
    private final LengthTable[] v4;
    private final LengthTable[] v6;

    private AddressTable(LengthTable[] v4, LengthTable[] v6) {
        this.v4 = v4;
        this.v6 = v6;
    }

    /** Collects prefixes; a single address is one of full length. */
    static final class Builder {
        private final Map<Family, TreeMap<Integer, Map<IpAddress, List<Candidate>>>> byFamily = new HashMap<>();

        void add(IpPrefix prefix, Candidate candidate) {
            byFamily.computeIfAbsent(prefix.address().family(), _ -> new TreeMap<>(Comparator.reverseOrder()))
                    .computeIfAbsent(prefix.length(), _ -> new HashMap<>())
                    .computeIfAbsent(prefix.address(), _ -> new ArrayList<>(1))
                    .add(candidate);
        }

        AddressTable build() {
            return new AddressTable(tables(Family.V4), tables(Family.V6));
        }

        private LengthTable[] tables(Family family) {
            return byFamily.getOrDefault(family, new TreeMap<>()).entrySet().stream()
                    .map(length -> new LengthTable(family, length.getKey(), length.getValue()))
                    .toArray(LengthTable[]::new);
        }
    }

    /** Returns the longest prefix with an entry for this flow; of several entries the best by rank. */
    Candidate longest(Transport transport, IpAddress address, int port) {
        LengthTable[] tables = address.isV4() ? v4 : v6;
        for (LengthTable table : tables) {
            Candidate found = table.find(address).find(transport, port);
            if (found.found()) {
                return found;
            }
        }
        return Candidate.NONE;
    }
}
