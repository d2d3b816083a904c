package dev.periscope.filter;

import dev.periscope.filter.address.IpAddress;
import dev.periscope.filter.entry.PortRange;
import dev.periscope.filter.entry.Transport;
import dev.periscope.filter.name.HostName;
import java.util.List;

/**
 * A flow that a process asks for, at connect time.
 *
 * @param transport tcp or udp
 * @param address where to; made from bytes or an {@code InetAddress} without any look-up
 * @param port 0 to 65535
 * @param names the names known for the address: the one the process asked for and, when the remote resolver answered
 *     through its search list, the full one that answered; empty for an address nobody asked a name for
 */
public record Question(Transport transport, IpAddress address, int port, List<HostName> names) {
    /** @throws IllegalArgumentException when the port is out of range */
    public Question {
        if (port < 0 || port > PortRange.MAX_PORT) {
            throw new IllegalArgumentException("a port from 0 to 65535, not " + port);
        }
        names = List.copyOf(names);
    }

    /** Returns a question about an address nobody asked a name for. */
    public static Question of(Transport transport, IpAddress address, int port) {
        return new Question(transport, address, port, List.of());
    }

    /** Returns a question about an address that was found by one name. */
    public static Question of(Transport transport, IpAddress address, int port, HostName name) {
        return new Question(transport, address, port, List.of(name));
    }
}
