package dev.periscope.operator.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps counters in the status at most one write per 5 s and session. Thread-safe. */
final class CounterPace {

    private static final Duration PACE = Duration.ofSeconds(5);

    private final Map<String, Instant> written = new ConcurrentHashMap<>();

    boolean due(String sessionUid, Instant now) {
        Instant last = written.get(sessionUid);
        return last == null || !last.plus(PACE).isAfter(now);
    }

    void wrote(String sessionUid, Instant now) {
        written.put(sessionUid, now);
    }

    void forget(String sessionUid) {
        written.remove(sessionUid);
    }
}
