package dev.periscope.filter.model;

import dev.periscope.filter.CompiledFilter;
import dev.periscope.filter.CompiledPolicy;
import dev.periscope.filter.OutgoingFilter;
import dev.periscope.filter.PolicyPart;
import dev.periscope.filter.Question;
import dev.periscope.filter.Side;
import dev.periscope.filter.address.IpAddress;
import dev.periscope.filter.entry.Destination;
import dev.periscope.filter.entry.FilterEntry;
import dev.periscope.filter.entry.Transport;
import dev.periscope.filter.name.HostName;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Section 5 of the specification by hand: every one of the given ports is tried for both transports. */
public final class NaiveNames {
    // An address that no built-in rule and no generated entry is about stands for "no address known".
    private static final IpAddress NOWHERE = IpAddress.parse("198.51.100.77");

    private final CompiledFilter filter;
    private final List<String> search;
    private final Set<String> hosts;
    private final int[] ports;

    /** Takes ports such that every range of every entry begins and ends at one of them or beside it. */
    public NaiveNames(CompiledFilter filter, List<String> search, Set<String> hosts, int... ports) {
        this.filter = filter;
        this.search = search;
        this.hosts = hosts;
        this.ports = ports;
    }

    /** Returns the side of the name, with one or both of its names. */
    public Side side(List<HostName> names) {
        NaiveFilter flows = new NaiveFilter(withoutAddresses(), search, hosts);
        Set<Side> sides = EnumSet.noneOf(Side.class);
        for (Transport transport : Transport.values()) {
            for (int port : ports) {
                sides.add(flows.decide(new Question(transport, NOWHERE, port, names))
                        .side());
            }
        }
        return sides.contains(Side.REMOTE) ? Side.REMOTE : sides.contains(Side.LOCAL) ? Side.LOCAL : Side.DENY;
    }

    /** Returns whether the remote resolver is asked before the side is final. */
    public boolean askRemoteFirst(HostName ask) {
        return side(List.of(ask)) == Side.REMOTE || (completionMayBeRemote(ask) && !settled(ask));
    }

    private boolean completionMayBeRemote(HostName ask) {
        Stream<FilterEntry> remote = Stream.concat(
                filter.remote().stream(), filter.policies().stream().flatMap(policy -> policy.remote().stream()));
        List<String> forms = expand(ask);
        return remote.anyMatch(entry -> entry.destination() instanceof Destination.Wildcard(HostName suffix)
                && expand(suffix).stream()
                        .anyMatch(above -> forms.stream().anyMatch(form -> form.endsWith("." + above))));
    }

    private boolean settled(HostName ask) {
        Stream<FilterEntry> entries = Stream.concat(
                Stream.of(filter.local(), filter.remote(), filter.deny()).flatMap(List::stream),
                filter.policies().stream().flatMap(policy -> policy.deny().stream()));
        return entries.filter(entry -> entry.ports().isAny()).anyMatch(entry -> isExactly(entry, ask));
    }

    /** Returns whether 127.0.0.1 and ::1 stand in for a Local name that nobody knows. */
    public boolean loopback(List<HostName> names) {
        return Stream.concat(
                        filter.local().stream(), filter.redirects().stream().map(redirect -> redirect.key()))
                .anyMatch(entry -> names.stream().anyMatch(name -> isExactly(entry, name)));
    }

    private boolean isExactly(FilterEntry entry, HostName asked) {
        return entry.destination() instanceof Destination.Name(HostName name)
                && expand(name).stream().anyMatch(expand(asked)::contains);
    }

    private List<String> expand(HostName name) {
        return name.absolute()
                ? List.of(name.text())
                : Stream.concat(Stream.of(name.text()), search.stream().map(suffix -> name.text() + "." + suffix))
                        .toList();
    }

    /** Address entries take no part; a default Deny may be less than that (D4), a policy's remote list too. */
    private CompiledFilter withoutAddresses() {
        Side side = filter.defaultSide();
        if (side == Side.DENY && hasAddresses(filter.remote())) {
            side = Side.REMOTE;
        } else if (side == Side.DENY && hasAddresses(filter.local())) {
            side = Side.LOCAL;
        }
        OutgoingFilter lists = OutgoingFilter.of(names(filter.local()), names(filter.remote()), names(filter.deny()))
                .withDefault(side)
                .withRedirect(Map.of());
        return CompiledFilter.compile(
                        lists, filter.policies().stream().map(NaiveNames::part).toList())
                .orElseThrow();
    }

    private static PolicyPart part(CompiledPolicy policy) {
        return new PolicyPart(
                policy.source().name(),
                policy.source().clusterWide(),
                names(policy.deny()),
                names(policy.mustBeLocal()),
                hasAddresses(policy.remote()) ? List.of() : names(policy.remote()));
    }

    private static boolean hasAddresses(List<FilterEntry> entries) {
        return entries.stream().anyMatch(entry -> entry.destination().isOfAddresses());
    }

    private static List<String> names(List<FilterEntry> entries) {
        return entries.stream()
                .filter(entry -> !entry.destination().isOfAddresses())
                .map(FilterEntry::text)
                .toList();
    }
}
