package dev.periscope.filter.entry;

import dev.periscope.filter.address.IpAddress;
import dev.periscope.filter.address.IpAddress.Family;
import dev.periscope.filter.address.IpPrefix;
import dev.periscope.filter.address.IpSyntaxException;
import dev.periscope.filter.address.Ipv6Text;

/** A destination that is an address or a prefix. */
final class AddressPart {
    private static final int MAPPED_LENGTH = 96;
    private static final int NO_LENGTH = -1;

    private AddressPart() {}

    /** Hex digits, colons and dots with at least two colons, as far as a length or a zone. */
    static boolean isBareIpv6(Cursor cursor) {
        int end = cursor.find("/%");
        int colons = 0;
        for (int i = cursor.at(); i < end; i++) {
            char c = cursor.text().charAt(i);
            if (c == ':') {
                colons++;
            } else if (c != '.' && !Cursor.isHexDigit(c)) {
                return false;
            }
        }
        return colons >= 2;
    }

    static Destination readBareIpv6(Cursor cursor) {
        int start = cursor.at();
        Ipv6Text address = v6(cursor, cursor.find("/%"));
        refuseZone(cursor);
        int length = cursor.atEnd() ? NO_LENGTH : length(cursor, cursor.find(":"), v6Bits());
        return v6Destination(cursor, start, address, length);
    }

    static Destination readBracketed(Cursor cursor) {
        int start = cursor.at();
        cursor.moveTo(start + 1);
        Ipv6Text address = v6(cursor, cursor.find("]/%"));
        refuseZone(cursor);
        int length = NO_LENGTH;
        boolean inside = !cursor.atEnd() && cursor.current() == '/';
        if (inside) {
            length = length(cursor, cursor.find("]"), v6Bits());
            // Host bits lie left of whatever comes next, a missing bracket included.
            v6Destination(cursor, start, address, length);
        }
        if (cursor.atEnd()) {
            throw cursor.fault(SyntaxCode.ADDRESS, "\"]\" after the address", "");
        }
        cursor.moveTo(cursor.at() + 1);
        if (!inside && !cursor.atEnd() && cursor.current() == '/') {
            length = length(cursor, cursor.find(":"), v6Bits());
        }
        return v6Destination(cursor, start, address, length);
    }

    /** Goes on after a dotted quad: a length may follow. */
    static Destination v4(Cursor cursor, int start, int bits) {
        int length = NO_LENGTH;
        if (!cursor.atEnd() && cursor.current() == '/') {
            length = length(cursor, cursor.find(":"), Family.V4.bits());
        }
        return v4Destination(cursor, start, bits, length);
    }

    private static int v6Bits() {
        return Family.V6.bits();
    }

    private static Ipv6Text v6(Cursor cursor, int end) {
        try {
            Ipv6Text address = Ipv6Text.parse(cursor.text(), cursor.at(), end);
            cursor.moveTo(end);
            return address;
        } catch (IpSyntaxException e) {
            throw cursor.fault(SyntaxCode.ADDRESS, e.position(), e.expected(), "only IPv6 addresses stand in brackets");
        }
    }

    private static void refuseZone(Cursor cursor) {
        if (!cursor.atEnd() && cursor.current() == '%') {
            throw cursor.fault(
                    SyntaxCode.ZONE,
                    "an address without a zone",
                    "leave out \"%\" and what follows: zones are ignored");
        }
    }

    /** Reads the length after the slash that the cursor stands on. */
    private static int length(Cursor cursor, int end, int max) {
        int start = cursor.at() + 1;
        int value = 0;
        boolean good = end > start && end - start <= 3 && (cursor.text().charAt(start) != '0' || end == start + 1);
        for (int i = start; good && i < end; i++) {
            char c = cursor.text().charAt(i);
            good = Cursor.isDigit(c);
            value = value * 10 + (c - '0');
        }
        if (!good || value > max) {
            throw cursor.fault(SyntaxCode.PREFIX, start, "a length from 0 to " + max + " in bits", "");
        }
        cursor.moveTo(end);
        return value;
    }

    private static Destination v6Destination(Cursor cursor, int start, Ipv6Text text, int length) {
        if (!text.isMapped()) {
            return destination(cursor, start, IpAddress.v6(text.high(), text.low()), length);
        }
        if (length != NO_LENGTH && length < MAPPED_LENGTH) {
            IpAddress network = IpAddress.v6(
                    text.high() & IpPrefix.highMask(length, Family.V6),
                    text.low() & IpPrefix.lowMask(length, Family.V6));
            throw hostBits(cursor, start, new IpPrefix(network, length));
        }
        return v4Destination(cursor, start, (int) text.low(), length == NO_LENGTH ? NO_LENGTH : length - MAPPED_LENGTH);
    }

    private static Destination v4Destination(Cursor cursor, int start, int bits, int length) {
        return destination(cursor, start, IpAddress.v4(bits), length);
    }

    private static Destination destination(Cursor cursor, int start, IpAddress address, int length) {
        if (length != NO_LENGTH && length < address.family().bits()) {
            IpPrefix prefix = IpPrefix.around(address, length);
            if (!prefix.address().equals(address)) {
                throw hostBits(cursor, start, prefix);
            }
            return new Destination.Block(prefix);
        }
        if (address.isUnspecified()) {
            throw cursor.fault(
                    SyntaxCode.UNSPECIFIED,
                    start,
                    "an address that something can have",
                    "write 0.0.0.0/0 for all of IPv4, [::]/0 for all of IPv6 or * for every destination");
        }
        return new Destination.Address(address);
    }

    private static FilterSyntaxException hostBits(Cursor cursor, int start, IpPrefix prefix) {
        return cursor.fault(SyntaxCode.HOST_BITS, start, "a prefix without bits beyond its length", "write " + prefix);
    }
}
