package dev.periscope.agent.control;

import java.time.Duration;

/**
 * Times of the control channel.
 *
 * @param firstBackoff wait before the first dial after a loss
 * @param longestBackoff longest wait between dials
 * @param giveUpAfter how long without an operator until the agent ends itself
 * @param ping how often a quiet channel is tried
 * @param deadAfter a channel on which nothing was heard for that long counts as lost
 */
public record ControlTiming(
        Duration firstBackoff, Duration longestBackoff, Duration giveUpAfter, Duration ping, Duration deadAfter) {

    /** Short enough to find a restarted operator soon, long enough for ten minutes of trying to cost nothing. */
    public static ControlTiming standard() {
        return new ControlTiming(
                Duration.ofMillis(250),
                Duration.ofSeconds(10),
                Duration.ofMinutes(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(25));
    }
}
