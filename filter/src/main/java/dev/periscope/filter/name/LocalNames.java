package dev.periscope.filter.name;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * The names that are the machine's own: those in its hosts file, and its host name. Compared whole, without case,
 * trailing dot or search list.
 */
public final class LocalNames {
    /** No names. */
    public static final LocalNames NONE = new LocalNames(Set.of());

    private final Set<String> names;

    private LocalNames(Set<String> names) {
        this.names = names;
    }

    /** Returns these names, as the hosts file spells them. */
    public static LocalNames of(Collection<String> names) {
        Set<String> canonical = new HashSet<>();
        for (String name : names) {
            HostName host = HostName.of(name);
            if (host.labelCount() > 0) {
                canonical.add(host.text());
            }
        }
        return new LocalNames(Set.copyOf(canonical));
    }

    /** Returns whether the name is one of these. */
    public boolean contains(HostName name) {
        return names.contains(name.text());
    }

    /** Returns the names in canonical text, without trailing dots. */
    public Set<String> names() {
        return names;
    }
}
