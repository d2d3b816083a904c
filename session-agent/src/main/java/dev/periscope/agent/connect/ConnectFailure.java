package dev.periscope.agent.connect;

import dev.periscope.tunnel.message.Errno;
import io.netty.channel.ConnectTimeoutException;
import java.util.Map;

/**
 * A failed connect in the terms of connect(2).
 *
 * @param errno what the process is to be told
 * @param text the system's words
 */
public record ConnectFailure(Errno errno, String text) {

    /** The words of strerror(3), which is all the JDK passes on. */
    private static final Map<String, Errno> BY_WORDS = Map.of(
            "Operation not permitted", Errno.NOT_PERMITTED,
            "Permission denied", Errno.NOT_PERMITTED,
            "Invalid argument", Errno.ADDRESS_NOT_AVAILABLE,
            "Cannot assign requested address", Errno.ADDRESS_NOT_AVAILABLE,
            "Network is unreachable", Errno.NETWORK_UNREACHABLE,
            "Connection reset", Errno.CONNECTION_RESET,
            "Connection timed out", Errno.TIMED_OUT,
            "Connection refused", Errno.CONNECTION_REFUSED,
            "No route to host", Errno.HOST_UNREACHABLE,
            "Too many open files", Errno.LIMIT);

    /** Looks at the failure and its causes; what is not known becomes {@link Errno#OTHER} with the failure's own words. */
    public static ConnectFailure of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectTimeoutException) {
                return new ConnectFailure(Errno.TIMED_OUT, "Connection timed out");
            }
            String words = words(cause);
            for (Map.Entry<String, Errno> known : BY_WORDS.entrySet()) {
                if (words.contains(known.getKey())) {
                    return new ConnectFailure(known.getValue(), known.getKey());
                }
            }
        }
        return new ConnectFailure(Errno.OTHER, words(failure));
    }

    private static String words(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
