package dev.periscope.control;

import org.jspecify.annotations.Nullable;

/** A text that is no message of the control channel. Its own message never quotes the text. */
public final class MalformedMessageException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedMessageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
