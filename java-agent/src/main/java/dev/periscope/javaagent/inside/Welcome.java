package dev.periscope.javaagent.inside;

import java.io.IOException;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;

/**
 * The client's greeting.
 *
 * @param dns nameservers of the machine that the client answers in place of
 */
record Welcome(Set<InetAddress> dns) {
    static final Welcome NONE = new Welcome(Set.of());

    /**
     * Reads a greeting.
     *
     * @throws RefusedException if it is a refusal
     * @throws IOException if it is neither
     */
    static Welcome parse(String line) throws IOException {
        RefusedException.check(line);
        if (!line.startsWith("WELCOME ")) {
            throw new IOException("the Periscope client gave a greeting that cannot be read");
        }
        int start = line.indexOf(" dns=");
        if (start < 0) {
            return NONE;
        }
        start += 5;
        int space = line.indexOf(' ', start);
        int end = space < 0 ? line.length() : space;
        Set<InetAddress> dns = new HashSet<>();
        while (start < end) {
            int comma = line.indexOf(',', start);
            int stop = comma < 0 || comma > end ? end : comma;
            dns.add(Literal.parse(null, line.substring(start, stop)));
            start = stop + 1;
        }
        return new Welcome(dns);
    }
}
