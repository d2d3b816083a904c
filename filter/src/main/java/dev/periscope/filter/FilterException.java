package dev.periscope.filter;

import java.util.List;
import java.util.stream.Collectors;

/** A filter that cannot be compiled, with every fault it has. */
public final class FilterException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient List<FilterError> errors;

    /** Describes a filter with these faults, at least one. */
    public FilterException(List<FilterError> errors) {
        super(errors.stream().map(FilterError::toString).collect(Collectors.joining("\n")));
        this.errors = List.copyOf(errors);
    }

    /** Returns the faults, at least one, in the order local, remote, deny, redirect, policies. */
    public List<FilterError> errors() {
        return errors;
    }
}
