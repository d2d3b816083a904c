package dev.periscope.client.flow;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A flow under way: those who carry it report here. Thread-safe. */
public final class Flow {
    private final Clock clock;
    private final FlowRecord opened;
    private final Consumer<FlowRecord> whenEnded;
    private final LongAdder out = new LongAdder();
    private final LongAdder in = new LongAdder();
    private volatile String outcome;
    private volatile @Nullable Instant ended;

    Flow(Clock clock, FlowRecord opened, Consumer<FlowRecord> whenEnded) {
        this.clock = clock;
        this.whenEnded = whenEnded;
        this.opened = opened;
        this.outcome = opened.outcome();
    }

    /** Names asked, side, entry and source do not change any more; the outcome may, until the flow has ended. */
    public void outcome(String now) {
        if (ended == null) {
            outcome = now;
        }
    }

    public void sent(long bytes) {
        out.add(bytes);
    }

    public void received(long bytes) {
        in.add(bytes);
    }

    /** The flow is over. Later reports change nothing. */
    public void end(String last) {
        synchronized (this) {
            if (ended != null) {
                return;
            }
            outcome = last;
            ended = clock.instant();
        }
        whenEnded.accept(record());
    }

    /** The flow as it stands. */
    public FlowRecord record() {
        List<String> names = opened.names();
        return new FlowRecord(
                opened.number(),
                opened.started(),
                opened.process(),
                opened.kind(),
                opened.destination(),
                names,
                opened.side(),
                opened.entry(),
                opened.source(),
                outcome,
                out.sum(),
                in.sum(),
                Optional.ofNullable(ended));
    }
}
