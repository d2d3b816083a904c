package dev.periscope.client.flow;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The newest flows of a session, at most {@code limit} of them. Thread-safe. */
public final class FlowLog {
    private final Clock clock;
    private final int limit;
    /** Oldest first. Guarded by this. */
    private final Deque<Flow> flows = new ArrayDeque<>();

    private final List<Consumer<FlowRecord>> listeners = new CopyOnWriteArrayList<>();

    /** Guarded by this. */
    private long lastNumber;

    public FlowLog(Clock clock, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit: expected at least 1, got " + limit);
        }
        this.clock = clock;
        this.limit = limit;
    }

    /** Opens a flow; the arguments are those of {@link FlowRecord}. */
    public synchronized Flow open(
            long process,
            String kind,
            String destination,
            List<String> names,
            String side,
            Optional<String> entry,
            String source,
            String outcome) {
        Flow flow = new Flow(
                clock,
                new FlowRecord(
                        ++lastNumber,
                        clock.instant(),
                        process,
                        kind,
                        destination,
                        names,
                        side,
                        entry,
                        source,
                        outcome,
                        0,
                        0,
                        Optional.empty()),
                this::ended);
        if (flows.size() == limit) {
            flows.removeFirst();
        }
        flows.addLast(flow);
        return flow;
    }

    /** Tells each flow when it has ended, on the thread that ended it; must not block for long. */
    public void onEnded(Consumer<FlowRecord> listener) {
        listeners.add(listener);
    }

    private void ended(FlowRecord flow) {
        listeners.forEach(listener -> listener.accept(flow));
    }

    /** The flows kept, oldest first, as they stand now. */
    public synchronized List<FlowRecord> records() {
        return flows.stream().map(Flow::record).toList();
    }
}
