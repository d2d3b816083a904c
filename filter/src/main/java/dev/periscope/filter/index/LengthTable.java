package dev.periscope.filter.index;

import dev.periscope.filter.address.IpAddress;
import dev.periscope.filter.address.IpAddress.Family;
import dev.periscope.filter.address.IpPrefix;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The prefixes of one family and one length, sorted by their first address. */
final class LengthTable {
    private static final Comparator<IpAddress> UNSIGNED = Comparator.comparing(IpAddress::high, Long::compareUnsigned)
            .thenComparing(IpAddress::low, Long::compareUnsigned);

    private final long highMask;
    private final long lowMask;
    private final long[] high;
    private final long[] low;
    private final PortMap[] maps;

    LengthTable(Family family, int length, Map<IpAddress, List<Candidate>> byAddress) {
        highMask = IpPrefix.highMask(length, family);
        lowMask = IpPrefix.lowMask(length, family);
        List<IpAddress> sorted = byAddress.keySet().stream().sorted(UNSIGNED).toList();
        high = sorted.stream().mapToLong(IpAddress::high).toArray();
        low = sorted.stream().mapToLong(IpAddress::low).toArray();
        maps = sorted.stream()
                .map(address -> PortMap.of(byAddress.getOrDefault(address, List.of())))
                .toArray(PortMap[]::new);
    }

    PortMap find(IpAddress address) {
        long wantedHigh = address.high() & highMask;
        long wantedLow = address.low() & lowMask;
        int from = 0;
        int to = maps.length - 1;
        while (from <= to) {
            int middle = (from + to) >>> 1;
            int order = Long.compareUnsigned(high[middle], wantedHigh);
            if (order == 0) {
                order = Long.compareUnsigned(low[middle], wantedLow);
            }
            if (order == 0) {
                return maps[middle];
            }
            if (order < 0) {
                from = middle + 1;
            } else {
                to = middle - 1;
            }
        }
        return PortMap.EMPTY;
    }
}
