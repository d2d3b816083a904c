package dev.periscope.filter;

import java.util.List;

/**
 * How a decision came about.
 *
 * @param decision the decision itself, the same that {@link Decider#decide} gives
 * @param steps what was looked at, in the order of section 4: what matched, what lost to what, and why
 */
public record Explanation(Decision decision, List<String> steps) {
    /** Copies the list. */
    public Explanation {
        steps = List.copyOf(steps);
    }

    /** Returns the decision and the steps, one a line, numbered. */
    public String text() {
        StringBuilder text = new StringBuilder(decision.toString()).append('\n');
        for (int i = 0; i < steps.size(); i++) {
            text.append("  ").append(i + 1).append(". ").append(steps.get(i)).append('\n');
        }
        return text.toString();
    }
}
