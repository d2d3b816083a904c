package dev.periscope.javaagent.hook;

import org.jspecify.annotations.Nullable;

/** Hooks are missing; the message says where. */
public final class HookException extends Exception {
    private static final long serialVersionUID = 1L;

    HookException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
