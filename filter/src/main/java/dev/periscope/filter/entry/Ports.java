package dev.periscope.filter.entry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The ports part of an entry.
 *
 * @param ranges sorted, with at least one port between each two; empty when the entry has no ports part
 */
public record Ports(List<PortRange> ranges) {
    /** No ports part: every port is meant. */
    public static final Ports ANY = new Ports(List.of());

    /** Sorts the ranges and merges those that overlap or are neighbours. */
    public Ports {
        ranges = merged(ranges);
    }

    private static List<PortRange> merged(List<PortRange> ranges) {
        List<PortRange> sorted =
                ranges.stream().sorted(Comparator.comparingInt(PortRange::low)).toList();
        List<PortRange> merged = new ArrayList<>();
        for (PortRange range : sorted) {
            if (!merged.isEmpty() && range.low() <= merged.getLast().high() + 1) {
                PortRange last = merged.removeLast();
                merged.add(new PortRange(last.low(), Math.max(last.high(), range.high())));
            } else {
                merged.add(range);
            }
        }
        return List.copyOf(merged);
    }

    /** Returns whether the entry has no ports part. */
    public boolean isAny() {
        return ranges.isEmpty();
    }

    /** Returns whether a flow to this port (0 to 65535) is meant; port 0 only where there is no ports part. */
    public boolean contains(int port) {
        return isAny() || ranges.stream().anyMatch(range -> range.contains(port));
    }

    /** Returns the canonical text, {@code 80,8080-8090}; empty when there is no ports part. */
    @Override
    public String toString() {
        return ranges.stream().map(PortRange::toString).collect(Collectors.joining(","));
    }
}
