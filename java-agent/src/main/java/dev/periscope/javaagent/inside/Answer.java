package dev.periscope.javaagent.inside;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One answer of the client.
 *
 * @param kind what it says
 * @param text what follows the id: addresses, a port, a reason
 */
record Answer(Kind kind, String text) {
    enum Kind {
        LOCAL,
        ADDR,
        NX,
        NODATA,
        TRYAGAIN,
        VIA,
        DENY,
        ERR
    }

    /**
     * Reads a line without its end.
     *
     * @throws IOException if it is no answer to the question with this id
     */
    static Answer parse(String line, String id) throws IOException {
        int end = line.indexOf(' ');
        Kind kind = end < 0 ? null : kind(line.substring(0, end));
        if (kind == null || !line.startsWith(id, end + 1)) {
            throw new IOException("the Periscope client gave an answer that cannot be read");
        }
        int rest = end + 1 + id.length();
        if (rest == line.length()) {
            return new Answer(kind, "");
        }
        if (line.charAt(rest) != ' ') {
            throw new IOException("the Periscope client answered another question");
        }
        return new Answer(kind, line.substring(rest + 1));
    }

    private static @Nullable Kind kind(String word) {
        for (Kind kind : Kind.values()) {
            if (kind.name().equals(word)) {
                return kind;
            }
        }
        return null;
    }
}
