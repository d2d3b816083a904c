package dev.periscope.agent.control;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before dialling again: doubles from {@code first} to {@code longest}, each wait drawn from its upper
 * half, so that the agents of a restarted operator do not come back all at once. Not thread-safe.
 */
final class Backoff {

    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;
    private Duration next;

    Backoff(Duration first, Duration longest, RandomGenerator random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
        this.next = first;
    }

    Duration next() {
        long millis = next.toMillis();
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(longest) < 0 ? doubled : longest;
        return Duration.ofMillis(millis / 2 + random.nextLong(millis / 2 + 1));
    }

    void reset() {
        next = first;
    }
}
