package dev.periscope.filter;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a session says about its outgoing traffic, as written: nothing is checked before
 * {@link CompiledFilter#compile compilation}. An empty list is as an absent one.
 *
 * @param local entries that stay on the machine
 * @param remote entries that leave from the target pod
 * @param deny entries that go nowhere
 * @param defaultSide the side of everything else; empty when not written: then Local beside {@code remote} entries,
 *     otherwise Remote
 * @param redirect where local destinations really live, in the order written: an entry to a name or address with at most
 *     one port
 * @param unresolvedLocal what a local name means that the local resolver does not know
 * @param onChange what becomes of flows that a changed filter would place elsewhere
 */
public record OutgoingFilter(
        List<String> local,
        List<String> remote,
        List<String> deny,
        Optional<Side> defaultSide,
        Map<String, String> redirect,
        UnresolvedLocal unresolvedLocal,
        OnChange onChange) {
    /** No filter at all: everything is Remote. */
    public static final OutgoingFilter NONE = of(List.of(), List.of(), List.of());

    /** Copies the lists and the map. */
    public OutgoingFilter {
        local = List.copyOf(local);
        remote = List.copyOf(remote);
        deny = List.copyOf(deny);
        redirect = Collections.unmodifiableMap(new LinkedHashMap<>(redirect));
    }

    /** Returns a filter of three lists, with everything else left out. */
    public static OutgoingFilter of(List<String> local, List<String> remote, List<String> deny) {
        return new OutgoingFilter(
                local, remote, deny, Optional.empty(), Map.of(), UnresolvedLocal.LOOPBACK, OnChange.DRAIN);
    }

    /** Returns this filter with a default that is written. */
    public OutgoingFilter withDefault(Side side) {
        return new OutgoingFilter(local, remote, deny, Optional.of(side), redirect, unresolvedLocal, onChange);
    }

    /** Returns this filter with other redirects. */
    public OutgoingFilter withRedirect(Map<String, String> other) {
        return new OutgoingFilter(local, remote, deny, defaultSide, other, unresolvedLocal, onChange);
    }

    /** Returns this filter with another answer for local names that the local resolver does not know. */
    public OutgoingFilter withUnresolvedLocal(UnresolvedLocal other) {
        return new OutgoingFilter(local, remote, deny, defaultSide, redirect, other, onChange);
    }

    /** Returns this filter with another way to change. */
    public OutgoingFilter withOnChange(OnChange other) {
        return new OutgoingFilter(local, remote, deny, defaultSide, redirect, unresolvedLocal, other);
    }
}
