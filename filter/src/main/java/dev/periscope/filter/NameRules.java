package dev.periscope.filter;

import dev.periscope.filter.entry.Destination;
import dev.periscope.filter.entry.FilterEntry;
import dev.periscope.filter.entry.Ports;
import dev.periscope.filter.entry.Protocol;
import dev.periscope.filter.entry.Transport;
import dev.periscope.filter.index.EntryIndex;
import dev.periscope.filter.index.PortSet;
import dev.periscope.filter.name.HostName;
import dev.periscope.filter.name.SearchList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decisions at DNS time (section 5), where a flow may have any port and either transport. */
final class NameRules {
    private static final int SOME_PORT = 1;

    private final SearchList search;
    private final SessionRules session;
    private final PolicyRules policies;
    private final Decision otherwise;
    private final boolean mayBeLoopback;
    private final EntryIndex remoteWildcards;
    private final EntryIndex settled;
    private final EntryIndex localNames;

    NameRules(CompiledFilter filter, SearchList search, SessionRules session, PolicyRules policies) {
        this.search = search;
        this.session = session;
        this.policies = policies;
        this.otherwise = otherwise(filter);
        this.mayBeLoopback = filter.unresolvedLocal() == UnresolvedLocal.LOOPBACK;
        this.remoteWildcards = index(
                Stream.concat(
                        filter.remote().stream(),
                        filter.policies().stream().flatMap(policy -> policy.remote().stream())),
                entry -> entry.destination() instanceof Destination.Wildcard);
        this.settled = index(
                Stream.concat(
                        Stream.of(filter.deny(), filter.local(), filter.remote())
                                .flatMap(List::stream),
                        filter.policies().stream().flatMap(policy -> policy.deny().stream())),
                entry -> isName(entry) && entry.ports().isAny());
        this.localNames = index(
                Stream.concat(
                        filter.local().stream(), filter.redirects().stream().map(Redirect::key)),
                NameRules::isName);
    }

    /** Connect time decides what may hang on an address (D4), so the name must be resolved until then. */
    private static Decision otherwise(CompiledFilter filter) {
        Side side = filter.defaultSide();
        if (side == Side.DENY && filter.remote().stream().anyMatch(NameRules::isOfAddresses)) {
            side = Side.REMOTE;
        } else if (side == Side.DENY && filter.local().stream().anyMatch(NameRules::isOfAddresses)) {
            side = Side.LOCAL;
        }
        return new Decision(side, Optional.empty(), new Source.Default());
    }

    private static boolean isOfAddresses(FilterEntry entry) {
        return entry.destination().isOfAddresses();
    }

    private static boolean isName(FilterEntry entry) {
        return entry.destination() instanceof Destination.Name;
    }

    /** Lays out some entries with ports and protocol aside. */
    private EntryIndex index(Stream<FilterEntry> entries, Predicate<FilterEntry> wanted) {
        EntryIndex.Builder builder = new EntryIndex.Builder(search);
        entries.filter(wanted)
                .map(entry -> new FilterEntry(Protocol.ANY, entry.destination(), Ports.ANY))
                .distinct()
                .forEach(entry -> builder.add(entry, 0));
        return builder.build();
    }

    NameDecision decide(HostName ask, HostName answeredBy) {
        Decision first = someFlow(List.of(ask));
        boolean askRemoteFirst = first.side() == Side.REMOTE || mayBeCompletedToRemote(ask);
        List<HostName> names = ask.sameAs(answeredBy) ? List.of(ask) : List.of(ask, answeredBy);
        Decision decision = names.size() == 1 ? first : someFlow(names);
        boolean loopback = decision.side() == Side.LOCAL && mayBeLoopback && matchesExactly(localNames, names);
        return new NameDecision(decision.side(), askRemoteFirst, loopback, decision);
    }

    /** A short name may come to lie below a remote wildcard once it is completed (D2). */
    private boolean mayBeCompletedToRemote(HostName ask) {
        return remoteWildcards
                        .wildcard(Transport.TCP, SOME_PORT, search.expand(ask))
                        .found()
                && !matchesExactly(settled, List.of(ask));
    }

    private static boolean matchesExactly(EntryIndex index, List<HostName> names) {
        return index.exact(Transport.TCP, null, SOME_PORT, names).found();
    }

    /** Returns the decision of a flow with the name's side: Remote if any flow is Remote, else Local if any is (D1). */
    private Decision someFlow(List<HostName> names) {
        @Nullable Decision local = null;
        @Nullable Decision denied = null;
        for (Transport transport : Transport.values()) {
            PortSet ports = new PortSet();
            session.addPortsTo(ports, transport, names);
            policies.addPortsTo(ports, transport, names);
            for (int port : ports.representatives()) {
                Decision own = session.decide(transport, null, port, names, otherwise);
                Decision decision = policies.apply(own, transport, null, port, names);
                if (decision.side() == Side.REMOTE) {
                    return decision;
                }
                if (decision.side() == Side.LOCAL && local == null) {
                    local = decision;
                } else if (decision.side() == Side.DENY && denied == null) {
                    denied = decision;
                }
            }
        }
        // Every flow has one of the three sides, and there is at least one flow.
        return Objects.requireNonNull(local != null ? local : denied);
    }
}
