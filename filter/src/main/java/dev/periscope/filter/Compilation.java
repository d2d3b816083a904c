package dev.periscope.filter;

import java.util.List;

/** The outcome of compiling a filter. */
public sealed interface Compilation {
    /** The filter is good. */
    record Compiled(CompiledFilter filter) implements Compilation {}

    /** The filter has faults: all of them, in the order local, remote, deny, redirect, policies. */
    record Refused(List<FilterError> errors) implements Compilation {
        /** Copies the list. */
        public Refused {
            errors = List.copyOf(errors);
        }
    }

    /**
     * Returns the filter.
     *
     * @throws FilterException when it was refused
     */
    default CompiledFilter orElseThrow() {
        return switch (this) {
            case Compiled(CompiledFilter filter) -> filter;
            case Refused(List<FilterError> errors) -> throw new FilterException(errors);
        };
    }
}
