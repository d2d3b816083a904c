package dev.periscope.filter.entry;

import dev.periscope.filter.address.IpSyntaxException;
import dev.periscope.filter.address.Ipv4Text;
import dev.periscope.filter.idna.Uts46;
import dev.periscope.filter.name.HostName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** A destination that is neither in brackets nor a bare IPv6 address: a name, a wildcard, {@code *} or a dotted quad. */
final class NamePart {
    private static final int MAX_LABEL = 63;
    private static final int MAX_NAME = 253;

    private final Cursor cursor;
    private final int end;

    private NamePart(Cursor cursor) {
        this.cursor = cursor;
        this.end = cursor.find(":/");
    }

    static Destination read(Cursor cursor) {
        return new NamePart(cursor).read();
    }

    private Destination read() {
        int start = cursor.at();
        if (cursor.current() == '*') {
            return wildcard(start);
        }
        List<String> labels = labels(start);
        if (labels.stream().allMatch(NamePart::isNumber)) {
            return address(start);
        }
        Destination name = new Destination.Name(name(labels));
        leave();
        return name;
    }

    private Destination wildcard(int start) {
        if (end == start + 1) {
            leave();
            return new Destination.Any();
        }
        if (cursor.text().charAt(start + 1) != '.') {
            throw misplaced(start);
        }
        List<String> labels = labels(start + 2);
        if (labels.stream().allMatch(NamePart::isNumber)) {
            throw cursor.fault(
                    SyntaxCode.WILDCARD, start, "a name after \"*.\", not numbers", "write addresses as a prefix");
        }
        Destination wildcard = new Destination.Wildcard(name(labels));
        leave();
        return wildcard;
    }

    /** A name's labels, mapped; the last is empty when the name ends with a dot. */
    private List<String> labels(int start) {
        List<String> labels = new ArrayList<>();
        int length = -1;
        int from = start;
        for (int to = start; to <= end; to++) {
            if (to == end || HostName.isDot(cursor.text().charAt(to))) {
                boolean trailingDot = to == end && to == from && !labels.isEmpty();
                String label = trailingDot ? "" : label(from, to);
                length += trailingDot ? 0 : label.length() + 1;
                if (length > MAX_NAME) {
                    throw cursor.fault(SyntaxCode.NAME, from, "a name of at most 253 characters", "");
                }
                labels.add(label);
                from = to + 1;
            }
        }
        return labels;
    }

    private String label(int from, int to) {
        String written = cursor.text().substring(from, to);
        if (written.isEmpty()) {
            throw cursor.fault(SyntaxCode.NAME, from, "a label of 1 to 63 letters, digits, \"-\" or \"_\"", "");
        }
        String label =
                written.chars().allMatch(c -> c < 0x80) ? written.toLowerCase(Locale.ROOT) : mapped(written, from);
        for (int i = 0; i < label.length(); i++) {
            char c = label.charAt(i);
            if (c == '*') {
                throw misplaced(from + i);
            }
            if (!Cursor.isLetterOrDigit(c) && c != '-' && c != '_') {
                throw cursor.fault(
                        SyntaxCode.NAME,
                        from + Math.min(i, written.length() - 1),
                        "a letter, a digit, \"-\" or \"_\" in a name",
                        "");
            }
        }
        if (label.length() > MAX_LABEL || label.isEmpty()) {
            throw cursor.fault(SyntaxCode.NAME, from, "a label of 1 to 63 characters", "");
        }
        return label;
    }

    private String mapped(String written, int from) {
        int star = written.indexOf('*');
        if (star >= 0) {
            throw misplaced(from + star);
        }
        return Uts46.toAscii(written)
                .orElseThrow(() -> cursor.fault(
                        SyntaxCode.NAME,
                        from,
                        "a label that UTS 46 turns into at most 63 ASCII characters",
                        "write it as its A-label, xn--…"));
    }

    private FilterSyntaxException misplaced(int position) {
        return cursor.fault(
                SyntaxCode.WILDCARD,
                position,
                "\"*\" only alone or as \"*.\" before a name",
                "a wildcard stands for whole labels on the left, as in *.corp.example");
    }

    private static HostName name(List<String> labels) {
        StringJoiner text = new StringJoiner(".");
        labels.forEach(text::add);
        return HostName.of(text.toString());
    }

    /** Decimal or 0x: what an address parser somewhere would take for a number. The empty label of a trailing dot passes. */
    private static boolean isNumber(String label) {
        if (label.startsWith("0x")) {
            return label.chars().skip(2).allMatch(c -> Cursor.isHexDigit((char) c));
        }
        return label.chars().allMatch(c -> Cursor.isDigit((char) c));
    }

    private Destination address(int start) {
        try {
            int bits = Ipv4Text.parse(cursor.text(), start, end);
            cursor.moveTo(end);
            return AddressPart.v4(cursor, start, bits);
        } catch (IpSyntaxException e) {
            throw cursor.fault(
                    SyntaxCode.ADDRESS,
                    e.position(),
                    e.expected(),
                    "an IPv4 address is written as four decimal numbers, as in 10.0.0.1");
        }
    }

    /** A length after a name means nothing; one after an address never comes here. */
    private void leave() {
        cursor.moveTo(end);
        if (!cursor.atEnd() && cursor.current() == '/') {
            throw cursor.fault(SyntaxCode.PREFIX, "no length after a name", "only addresses take one");
        }
    }
}
