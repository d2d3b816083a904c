package dev.periscope.javaagent.inside;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/** Turns the client's refusals into what a plain JVM throws for the same fault, down to the wording. */
final class Failure {
    private Failure() {}

    /** For a {@code DENY}: refused, and the rule that says so. */
    static IOException denied(String rule) {
        return new ConnectException("Connection refused: " + rule);
    }

    /** For a client that is gone, or speaks nonsense. */
    static IOException unasked(IOException reason) {
        ConnectException refused = new ConnectException("Connection refused: " + reason.getMessage());
        refused.initCause(reason);
        return refused;
    }

    /**
     * For an {@code ERR}.
     *
     * @param errno its fields: the errno's name and a text, which becomes the cause
     * @param timed whether the program gave the connect a time-out, which has an exception of its own
     */
    static IOException remote(String errno, boolean timed) {
        int space = errno.indexOf(' ');
        String name = space < 0 ? errno : errno.substring(0, space);
        IOException failure = plain(name, timed);
        if (space >= 0) {
            failure.initCause(new IOException(errno.substring(space + 1)));
        }
        return failure;
    }

    private static IOException plain(String name, boolean timed) {
        return switch (name) {
            case "ECONNREFUSED" -> new ConnectException("Connection refused");
            case "ETIMEDOUT" ->
                timed ? new SocketTimeoutException("Connect timed out") : new ConnectException("Connection timed out");
            case "EHOSTUNREACH" -> new NoRouteToHostException("No route to host");
            case "ENETUNREACH" -> new SocketException("Network is unreachable");
            case "ECONNRESET" -> new SocketException("Connection reset");
            default -> new ConnectException("Connection refused: " + name);
        };
    }
}
