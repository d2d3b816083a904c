package dev.periscope.filter.address;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * An IP address as a value of at most 128 bits. An IPv4-mapped IPv6 address (RFC 4291, section 2.5.5.2) is the IPv4
 * address, whichever way it came in; a zone is ignored.
 *
 * <p>Immutable and safe for use by any thread.
 *
 * @param family the family after mapped addresses have become IPv4
 * @param high the upper 64 bits of an IPv6 address, 0 for IPv4
 * @param low the lower 64 bits of an IPv6 address, or the 32 bits of an IPv4 address
 */
public record IpAddress(Family family, long high, long low) {
    private static final long MAPPED = 0xffffL;

    /** The two address families. */
    public enum Family {
        V4(32),
        V6(128);

        private final int bits;

        Family(int bits) {
            this.bits = bits;
        }

        /** Returns the length of an address in bits: 32 or 128. */
        public int bits() {
            return bits;
        }
    }

    /** @throws IllegalArgumentException when bits are set outside the family's, or a mapped address is given as IPv6 */
    public IpAddress {
        if (family == Family.V4 && (high != 0 || low >>> 32 != 0)) {
            throw new IllegalArgumentException("an IPv4 address has 32 bits");
        }
        if (family == Family.V6 && isMapped(high, low)) {
            throw new IllegalArgumentException("an IPv4-mapped address is given as IPv4");
        }
    }

    /** Returns the IPv4 address with these 32 bits. */
    public static IpAddress v4(int bits) {
        return new IpAddress(Family.V4, 0, bits & 0xffff_ffffL);
    }

    /** Returns the address with these 128 bits; IPv4 when it is a mapped one. */
    public static IpAddress v6(long high, long low) {
        return isMapped(high, low) ? v4((int) low) : new IpAddress(Family.V6, high, low);
    }

    static boolean isMapped(long high, long low) {
        return high == 0 && low >>> 32 == MAPPED;
    }

    /**
     * Returns the address with these bytes in network order.
     *
     * @throws IllegalArgumentException unless there are 4 or 16 bytes
     */
    public static IpAddress of(byte[] bytes) {
        return switch (bytes.length) {
            case 4 -> v4((int) bits(bytes, 0, 4));
            case 16 -> v6(bits(bytes, 0, 8), bits(bytes, 8, 8));
            default -> throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + bytes.length);
        };
    }

    private static long bits(byte[] bytes, int from, int count) {
        long bits = 0;
        for (int i = from; i < from + count; i++) {
            bits = (bits << 8) | (bytes[i] & 0xff);
        }
        return bits;
    }

    /** Returns the same address; its name is not looked at and nothing is resolved. */
    public static IpAddress of(InetAddress address) {
        return of(address.getAddress());
    }

    /**
     * Reads a dotted quad or an IPv6 address without brackets, as it stands in a question; a zone after {@code %} is
     * dropped.
     *
     * @throws IpSyntaxException when it is neither
     */
    public static IpAddress parse(String text) {
        int zone = text.indexOf('%');
        String address = zone < 0 ? text : text.substring(0, zone);
        if (address.indexOf(':') < 0) {
            return v4(Ipv4Text.parse(text, 0, text.length()));
        }
        Ipv6Text bits = Ipv6Text.parse(text, 0, address.length());
        return v6(bits.high(), bits.low());
    }

    /** Returns whether this is an IPv4 address. */
    public boolean isV4() {
        return family == Family.V4;
    }

    /** Returns whether every bit is 0: {@code 0.0.0.0} or {@code ::}. */
    public boolean isUnspecified() {
        return high == 0 && low == 0;
    }

    /** Returns the 4 or 16 bytes in network order, in an array of the caller's own. */
    public byte[] toBytes() {
        byte[] bytes = new byte[family.bits() / 8];
        for (int i = 0; i < bytes.length; i++) {
            int fromRight = bytes.length - 1 - i;
            long word = fromRight < 8 ? low : high;
            bytes[i] = (byte) (word >>> (8 * (fromRight % 8)));
        }
        return bytes;
    }

    /** Returns the same address for sockets, without a name and without a look-up. */
    public InetAddress toInetAddress() {
        try {
            byte[] bytes = toBytes();
            return isV4() ? Inet4Address.getByAddress(bytes) : Inet6Address.getByAddress(null, bytes, -1);
        } catch (UnknownHostException e) {
            throw new AssertionError("4 and 16 bytes are always an address", e);
        }
    }

    /** Returns the dotted quad, or the form of RFC 5952 in hex groups only, without brackets. */
    @Override
    public String toString() {
        return isV4() ? Ipv4Text.write((int) low) : Ipv6Text.write(high, low);
    }
}
