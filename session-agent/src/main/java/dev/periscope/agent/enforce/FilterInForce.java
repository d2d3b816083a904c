package dev.periscope.agent.enforce;

import dev.periscope.control.OperatorMessage;
import dev.periscope.filter.CompiledFilter;
import dev.periscope.filter.CompiledPolicy;
import dev.periscope.filter.Decider;
import dev.periscope.filter.FilterException;
import dev.periscope.filter.OnChange;
import dev.periscope.filter.OutgoingFilter;
import dev.periscope.filter.PolicyPart;
import dev.periscope.filter.Side;
import dev.periscope.filter.UnresolvedLocal;
import dev.periscope.filter.entry.Destination;
import dev.periscope.filter.entry.FilterEntry;
import dev.periscope.filter.name.HostName;
import dev.periscope.filter.name.LocalNames;
import dev.periscope.filter.name.SearchList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One revision of the session's filter, compiled for this pod. Immutable.
 *
 * @param revision as the operator counts
 * @param decider decides with the pod's search list; the developer's machine is not known here, so no name is its own
 * @param hash section 7 of the filter's specification
 * @param guarded exact names that policies deny or keep local: their addresses are not to be reached under no name either
 */
public record FilterInForce(long revision, Decider decider, String hash, Set<HostName> guarded) {

    public FilterInForce {
        guarded = Set.copyOf(guarded);
    }

    /**
     * @param search the pod's search list
     * @throws FilterException if the operator sent a filter it should not have admitted
     */
    public static FilterInForce of(OperatorMessage.Configure configure, List<String> search) {
        CompiledFilter filter = CompiledFilter.compile(
                        outgoing(configure.outgoing()),
                        configure.policies().stream().map(FilterInForce::policy).toList())
                .orElseThrow();
        Decider decider = filter.withContext(SearchList.of(search), LocalNames.NONE);
        return new FilterInForce(configure.revision(), decider, filter.hash(), guarded(filter));
    }

    /** @return what becomes of open flows that this revision would place elsewhere */
    public OnChange onChange() {
        return decider.filter().onChange();
    }

    private static OutgoingFilter outgoing(OperatorMessage.Outgoing outgoing) {
        return new OutgoingFilter(
                outgoing.local(),
                outgoing.remote(),
                outgoing.deny(),
                outgoing.defaultSide().map(Side::of),
                outgoing.redirect(),
                outgoing.unresolvedLocal().equals("Fail") ? UnresolvedLocal.FAIL : UnresolvedLocal.LOOPBACK,
                outgoing.onChange().equals("Reset") ? OnChange.RESET : OnChange.DRAIN);
    }

    private static PolicyPart policy(OperatorMessage.Policy policy) {
        return new PolicyPart(
                policy.name(), policy.clusterWide(), policy.deny(), policy.mustBeLocal(), policy.remote());
    }

    private static Set<HostName> guarded(CompiledFilter filter) {
        Set<HostName> names = new LinkedHashSet<>();
        for (CompiledPolicy policy : filter.policies()) {
            Stream.concat(policy.deny().stream(), policy.mustBeLocal().stream())
                    .map(FilterEntry::destination)
                    .forEach(destination -> {
                        if (destination instanceof Destination.Name(HostName name)) {
                            names.add(name);
                        }
                    });
        }
        return names;
    }
}
