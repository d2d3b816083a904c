package dev.periscope.agent.names;

import dev.periscope.filter.name.HostName;
import java.util.List;

/**
 * A name this session resolved, as the filter's questions take it.
 *
 * @param names the name as it was asked for and, where the search list completed it, the full name that answered
 */
public record KnownName(List<HostName> names) {

    public KnownName {
        names = List.copyOf(names);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("a known name has at least the name that was asked for");
        }
    }

    /** The full name is left out when it is the one asked. */
    public static KnownName of(HostName asked, HostName full) {
        return new KnownName(asked.sameAs(full) ? List.of(asked) : List.of(asked, full));
    }

    @Override
    public String toString() {
        return names.getFirst().toString();
    }
}
