package dev.periscope.filter.entry;

import java.util.Locale;

/**
 * Reads an entry from left to right and stops at the first fault, which is the one furthest left. This class knows the
 * order of the parts; {@link AddressPart}, {@link NamePart} and {@link PortsPart} know what is inside them.
 */
final class EntryParser {
    private final Cursor cursor;

    EntryParser(String text) {
        cursor = new Cursor(text);
    }

    FilterEntry parse() {
        if (cursor.text().length() > FilterEntry.MAX_LENGTH) {
            throw cursor.fault(
                    SyntaxCode.TRAILING,
                    FilterEntry.MAX_LENGTH,
                    "at most " + FilterEntry.MAX_LENGTH + " characters",
                    "split the entry into several");
        }
        if (cursor.atEnd()) {
            throw cursor.fault(SyntaxCode.EMPTY, "an entry", "write \"*\" for every destination");
        }
        Protocol protocol = protocol();
        if (cursor.atEnd()) {
            return new FilterEntry(protocol, new Destination.Any(), Ports.ANY);
        }
        boolean bare = AddressPart.isBareIpv6(cursor);
        Destination destination = destination(bare);
        return new FilterEntry(protocol, destination, ports(bare));
    }

    private Protocol protocol() {
        int separator = cursor.text().indexOf("://", cursor.at());
        if (separator < 0) {
            return Protocol.ANY;
        }
        String word = cursor.text().substring(cursor.at(), separator);
        Protocol protocol = switch (word.toLowerCase(Locale.ROOT)) {
            case "tcp" -> Protocol.TCP;
            case "udp" -> Protocol.UDP;
            case "any" -> Protocol.ANY;
            default ->
                throw cursor.fault(
                        SyntaxCode.PROTOCOL,
                        "tcp, udp or any before \"://\"",
                        "a scheme such as http is not part of an entry: write the host and its port");
        };
        cursor.moveTo(separator + 3);
        return protocol;
    }

    private Destination destination(boolean bareIpv6) {
        char first = cursor.current();
        if (bareIpv6) {
            return AddressPart.readBareIpv6(cursor);
        }
        if (first == '[') {
            return AddressPart.readBracketed(cursor);
        }
        if (first == ':') {
            return new Destination.Any();
        }
        if (!canStart(first)) {
            throw cursor.fault(
                    SyntaxCode.DESTINATION, "a name, an address, \"*\" or \":\" and ports", "see the entry's grammar");
        }
        return NamePart.read(cursor);
    }

    /** Anything beyond ASCII may be a letter: {@link NamePart} tells. */
    private static boolean canStart(char c) {
        return c >= 0x80 || c == '*' || c == '.' || c == '-' || c == '_' || Cursor.isLetterOrDigit(c);
    }

    private Ports ports(boolean afterBareIpv6) {
        if (cursor.atEnd()) {
            return Ports.ANY;
        }
        if (afterBareIpv6) {
            throw cursor.fault(
                    SyntaxCode.TRAILING,
                    "the end of the entry, as an IPv6 address without brackets takes no ports",
                    "put the address in brackets before the ports");
        }
        if (cursor.current() != ':') {
            throw cursor.fault(SyntaxCode.TRAILING, "\":\" and ports, or the end of the entry", "");
        }
        cursor.moveTo(cursor.at() + 1);
        Ports ports = PortsPart.read(cursor);
        if (!cursor.atEnd()) {
            throw cursor.fault(
                    SyntaxCode.TRAILING, "the end of the entry after its ports", "separate several ports with commas");
        }
        return ports;
    }
}
