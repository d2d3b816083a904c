package dev.periscope.client;

/**
 * Why an attached session ended while it was in use.
 *
 * @param kind always one of {@link SessionException.Kind}, mostly {@code SESSION_ENDED}
 * @param message one sentence for the user
 */
public record SessionEnd(SessionException.Kind kind, String message) {}
