package dev.periscope.agent;

/**
 * Why the agent goes.
 *
 * @param status what its process exits with
 * @param message for people, with the next step if there is one
 */
public record Departure(ExitStatus status, String message) {

    /** @return one line for {@code /dev/termination-log} */
    String terminationLine() {
        return status.reason() + ": " + message;
    }
}
