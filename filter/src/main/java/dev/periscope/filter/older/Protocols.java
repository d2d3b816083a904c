package dev.periscope.filter.older;

import dev.periscope.filter.OutgoingFilter;
import dev.periscope.filter.Side;
import dev.periscope.filter.entry.Destination;
import dev.periscope.filter.entry.FilterEntry;
import dev.periscope.filter.entry.Ports;
import dev.periscope.filter.entry.Protocol;
import java.util.ArrayList;
import java.util.List;

/** What it means for the lists that a protocol is switched off: it stays local. */
final class Protocols {
    private Protocols() {}

    static OutgoingFilter apply(List<FilterEntry> local, List<FilterEntry> remote, boolean tcp, boolean udp) {
        if (remote.isEmpty()) {
            return OutgoingFilter.of(texts(withSwitchedOff(local, tcp, udp)), List.of(), List.of());
        }
        List<FilterEntry> left = remote;
        if (!tcp) {
            left = narrowed(left, Protocol.TCP, Protocol.UDP);
        }
        if (!udp) {
            left = narrowed(left, Protocol.UDP, Protocol.TCP);
        }
        // An empty list would be as none at all, and everything Remote: the opposite of what was written.
        return left.isEmpty()
                ? OutgoingFilter.NONE.withDefault(Side.LOCAL)
                : OutgoingFilter.of(List.of(), texts(left), List.of());
    }

    private static List<FilterEntry> withSwitchedOff(List<FilterEntry> local, boolean tcp, boolean udp) {
        List<FilterEntry> all = new ArrayList<>(local);
        if (!tcp) {
            all.add(new FilterEntry(Protocol.TCP, new Destination.Any(), Ports.ANY));
        }
        if (!udp) {
            all.add(new FilterEntry(Protocol.UDP, new Destination.Any(), Ports.ANY));
        }
        return all;
    }

    private static List<FilterEntry> narrowed(List<FilterEntry> entries, Protocol off, Protocol left) {
        return entries.stream()
                .filter(entry -> entry.protocol() != off)
                .map(entry -> new FilterEntry(left, entry.destination(), entry.ports()))
                .toList();
    }

    private static List<String> texts(List<FilterEntry> entries) {
        return entries.stream().map(FilterEntry::text).distinct().toList();
    }
}
