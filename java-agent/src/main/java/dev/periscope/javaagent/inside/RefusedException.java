package dev.periscope.javaagent.inside;

import java.io.IOException;

/** The client said {@code BYE}; the message is its reason. */
final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedException(String reason) {
        super(reason);
    }
}
