package dev.periscope.client.outgoing;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/** Addresses as text and back, without any look-up. */
public final class AddressText {
    private AddressText() {}

    /** The address without a zone; IPv6 without brackets. */
    public static String of(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
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

    static boolean isV4(InetAddress address) {
        return address instanceof Inet4Address;
    }
}
