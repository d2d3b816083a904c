package dev.periscope.javaagent.inside;

import java.io.IOException;

/** The client said {@code BYE}; the message is its reason. */
final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    private RefusedException(String reason) {
        super(reason);
    }

    /** A refusal may come in place of any answer. */
    static void check(String line) throws RefusedException {
        if (line.equals("BYE") || line.startsWith("BYE ")) {
            throw new RefusedException(line.length() > 4 ? line.substring(4) : "no reason given");
        }
    }
}
