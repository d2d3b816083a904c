package dev.periscope.agent.connect;

import dev.periscope.filter.address.IpAddress;
import dev.periscope.filter.entry.Transport;
import dev.periscope.tunnel.message.OpenRequest;
import java.net.InetSocketAddress;
import java.util.Locale;

/**
 * Where a flow goes.
 *
 * @param transport TCP or UDP
 * @param address never an IPv4-mapped one: that has become IPv4, and a zone is gone
 * @param port 1 to 65535
 */
public record Destination(Transport transport, IpAddress address, int port) {

    /** Takes nothing from the request but protocol, address and port. */
    public static Destination of(OpenRequest request) {
        Transport transport = switch (request.transport()) {
            case TCP -> Transport.TCP;
            case UDP -> Transport.UDP;
        };
        return new Destination(transport, IpAddress.of(request.address()), request.port());
    }

    InetSocketAddress socketAddress() {
        return new InetSocketAddress(address.toInetAddress(), port);
    }

    /** @return {@code tcp://10.0.0.1:80}, IPv6 in brackets */
    @Override
    public String toString() {
        String host = address.isV4() ? address.toString() : "[" + address + "]";
        return transport.name().toLowerCase(Locale.ROOT) + "://" + host + ":" + port;
    }
}
