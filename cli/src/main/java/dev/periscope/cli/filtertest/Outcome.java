package dev.periscope.cli.filtertest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What came of a file: how many cases there were, and what went wrong in those that failed. */
final class Outcome {
    private final List<String> failures = new ArrayList<>();
    private int cases;

    /** One case: what it is called, and its checks. */
    final class Case {
        private final String name;
        private final List<String> differences = new ArrayList<>();

        private Case(String name) {
            this.name = name;
        }

        /** Compares a field, if the case says what it expects. */
        void check(String field, Optional<String> expected, String found) {
            expected.filter(wanted -> !wanted.equals(found))
                    .ifPresent(wanted -> differences.add(field + ": expected " + wanted + ", found " + found));
        }

        void fault(String text) {
            differences.add(text);
        }

        void done() {
            if (!differences.isEmpty()) {
                failures.add(name + "\n    " + String.join("\n    ", differences));
            }
        }
    }

    Case begin(String name) {
        cases++;
        return new Case(name);
    }

    int cases() {
        return cases;
    }

    List<String> failures() {
        return List.copyOf(failures);
    }
}
