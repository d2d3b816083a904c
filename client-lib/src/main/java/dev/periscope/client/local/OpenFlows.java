package dev.periscope.client.local;

import dev.periscope.client.flow.Flow;
import dev.periscope.filter.Decider;
import dev.periscope.filter.Decision;
import dev.periscope.filter.OnChange;
import dev.periscope.filter.Question;
import dev.periscope.filter.Side;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The flows that go through the agent, so that a changed filter can close those it denies (and, with
 * {@code onChange: Reset}, those it places elsewhere). Owned by the event loop.
 */
final class OpenFlows {
    private final Set<Entry> entries = new LinkedHashSet<>();

    /** One open flow. */
    static final class Entry {
        private final Question question;
        private final Flow flow;
        private final Runnable reset;

        private Entry(Question question, Flow flow, Runnable reset) {
            this.question = question;
            this.flow = flow;
            this.reset = reset;
        }
    }

    Entry add(Question question, Flow flow, Runnable reset) {
        Entry entry = new Entry(question, flow, reset);
        entries.add(entry);
        return entry;
    }

    void remove(Entry entry) {
        entries.remove(entry);
    }

    void filterChanged(Decider filter) {
        for (Entry entry : List.copyOf(entries)) {
            Decision decision = filter.decide(entry.question);
            boolean close = decision.side() == Side.DENY
                    || (decision.side() == Side.LOCAL && filter.filter().onChange() == OnChange.RESET);
            if (close) {
                entries.remove(entry);
                entry.flow.end("closed by a filter change: " + decision);
                entry.reset.run();
            }
        }
    }
}
