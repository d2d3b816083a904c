package dev.periscope.client.outgoing;

import dev.periscope.filter.address.IpAddress;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;

/** Addresses as text and back, without any look-up. */
public final class AddressText {
    private AddressText() {}

    /** The address without a zone; IPv6 in the form of RFC 5952, without brackets. */
    public static String of(InetAddress address) {
        return IpAddress.of(address).toString();
    }

    /** {@code address:port}, IPv6 in brackets. */
    public static String of(InetAddress address, int port) {
        return (address instanceof Inet6Address ? "[" + of(address) + "]" : of(address)) + ":" + port;
    }

    /**
     * Reads a literal address; a zone is dropped and an IPv4-mapped address is the IPv4 one.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static InetAddress parse(String literal) {
        int zone = literal.indexOf('%');
        return InetAddress.ofLiteral(zone < 0 ? literal : literal.substring(0, zone));
    }

    /** The address a text is, or empty when it is a name. */
    static Optional<InetAddress> literal(String text) {
        try {
            return Optional.of(parse(text));
        } catch (IllegalArgumentException aName) {
            return Optional.empty();
        }
    }

    static boolean isV4(InetAddress address) {
        return address instanceof Inet4Address;
    }
}
