package dev.periscope.filter.entry;

import java.util.ArrayList;
import java.util.List;

/** The ports of an entry: {@code 80,443,8080-8090}. */
final class PortsPart {
    private static final String PORT = "a port from 1 to 65535, in digits without leading zeros";

    private PortsPart() {}

    /** Reads up to the end or to a colon, which the caller refuses. */
    static Ports read(Cursor cursor) {
        int end = cursor.find(":");
        List<PortRange> ranges = new ArrayList<>();
        while (true) {
            ranges.add(range(cursor, end));
            if (cursor.at() == end) {
                return new Ports(ranges);
            }
            cursor.moveTo(cursor.at() + 1);
        }
    }

    private static PortRange range(Cursor cursor, int end) {
        int start = cursor.at();
        int low = port(cursor, end);
        int high = low;
        if (cursor.at() < end && cursor.current() == '-') {
            cursor.moveTo(cursor.at() + 1);
            high = port(cursor, end);
        }
        if (cursor.at() < end && cursor.current() != ',') {
            throw cursor.fault(SyntaxCode.PORT, "\",\", \"-\" or the end of the ports", "");
        }
        if (low > high) {
            throw cursor.fault(SyntaxCode.RANGE, start, "the low end of the range first", "write " + high + "-" + low);
        }
        return new PortRange(low, high);
    }

    private static int port(Cursor cursor, int end) {
        int start = cursor.at();
        int at = start;
        int value = 0;
        while (at < end && Cursor.isDigit(cursor.text().charAt(at)) && value <= PortRange.MAX_PORT) {
            value = value * 10 + (cursor.text().charAt(at) - '0');
            at++;
        }
        boolean leadingZero = at > start && cursor.text().charAt(start) == '0';
        if (at == start || leadingZero || value > PortRange.MAX_PORT) {
            throw cursor.fault(
                    SyntaxCode.PORT,
                    start,
                    PORT,
                    value == 0 && leadingZero ? "leave the ports out to mean every port" : "");
        }
        cursor.moveTo(at);
        return value;
    }
}
