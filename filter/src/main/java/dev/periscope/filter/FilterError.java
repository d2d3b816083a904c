package dev.periscope.filter;

import dev.periscope.filter.entry.FilterSyntaxException;
import dev.periscope.filter.entry.SyntaxCode;

/**
 * A fault of a filter.
 *
 * @param path the field: {@code spec.outgoing.filter.local[2]}, {@code spec.outgoing.redirect[KEY]}; for a policy's entry
 *     the policy goes before it, {@code policy/team: spec.outgoing.deny[0]}
 * @param entry the text at fault, as written
 * @param code the kind of fault
 * @param position an index in {@code entry}, from 0 to its length
 * @param message what was expected and what to write instead, for people
 */
public record FilterError(String path, String entry, SyntaxCode code, int position, String message) {
    /** Returns the error for a fault in the text of one field. */
    public static FilterError of(String path, FilterSyntaxException fault) {
        return new FilterError(path, fault.entry(), fault.code(), fault.position(), fault.getMessage());
    }

    /** Returns {@code PATH: MESSAGE}. */
    @Override
    public String toString() {
        return path + ": " + message;
    }
}
