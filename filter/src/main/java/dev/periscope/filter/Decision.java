package dev.periscope.filter;

import java.util.Optional;

/**
 * The answer to a question.
 *
 * @param side where the flow goes
 * @param entry the canonical text of the entry that decided, or the rule's text for a built-in one; empty for the default
 *     and for a policy's missing {@code remote} entry
 * @param source where it came from
 */
public record Decision(Side side, Optional<String> entry, Source source) {
    /** Returns one line for logs and errors: {@code Deny by payments.prod.svc (policy/team)}. */
    @Override
    public String toString() {
        return side.text() + entry.map(text -> " by " + text).orElse("") + " (" + source.text() + ")";
    }
}
