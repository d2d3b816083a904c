package dev.periscope.tunnel.gateway;

import java.util.random.RandomGenerator;

/** How long to wait before the next attempt: doubling from 200 ms to 10 s, each between half and all of that. */
final class Backoff {

    private static final long FIRST_MILLIS = 200;
    private static final long LAST_MILLIS = 10_000;

    private final RandomGenerator random;
    private long next = FIRST_MILLIS;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    long nextMillis() {
        long base = next;
        next = Math.min(LAST_MILLIS, 2 * base);
        return base / 2 + random.nextLong(base / 2 + 1);
    }

    void reset() {
        next = FIRST_MILLIS;
    }
}
