package dev.periscope.filter.index;

import dev.periscope.filter.entry.Protocol;
import dev.periscope.filter.entry.Transport;
import java.util.List;

/** The entries of one destination by transport and port. */
final class PortMap {
    static final PortMap EMPTY = of(List.of());

    private final PortTable tcp;
    private final PortTable udp;

    private PortMap(PortTable tcp, PortTable udp) {
        this.tcp = tcp;
        this.udp = udp;
    }

    static PortMap of(List<Candidate> candidates) {
        if (candidates.stream().allMatch(candidate -> candidate.entry().protocol() == Protocol.ANY)) {
            PortTable both = PortTable.of(candidates);
            return new PortMap(both, both);
        }
        return new PortMap(table(candidates, Transport.TCP), table(candidates, Transport.UDP));
    }

    private static PortTable table(List<Candidate> candidates, Transport transport) {
        return PortTable.of(candidates.stream()
                .filter(candidate -> candidate.entry().protocol().covers(transport))
                .toList());
    }

    private PortTable table(Transport transport) {
        return transport == Transport.TCP ? tcp : udp;
    }

    Candidate find(Transport transport, int port) {
        return table(transport).find(port);
    }

    void addStartsTo(Transport transport, PortSet ports) {
        table(transport).addStartsTo(ports);
    }
}
