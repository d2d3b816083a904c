package dev.periscope.client.session;

import dev.periscope.filter.Compilation;
import dev.periscope.filter.CompiledFilter;
import dev.periscope.filter.OnChange;
import dev.periscope.filter.OutgoingFilter;
import dev.periscope.filter.PolicyPart;
import dev.periscope.filter.Side;
import dev.periscope.filter.UnresolvedLocal;
import dev.periscope.tunnel.message.LinkConfig;
import java.util.List;

/** Compiles the filter that the agent says is in force. Pure. */
public final class FilterFromLink {
    private FilterFromLink() {}

    /** The agent compiled the same before, so a refusal means versions that do not fit. */
    public static Compilation compile(LinkConfig config) {
        OutgoingFilter filter = new OutgoingFilter(
                config.local(),
                config.remote(),
                config.deny(),
                config.defaultSide().map(Side::of),
                config.redirect(),
                config.unresolvedLocal().equals("Fail") ? UnresolvedLocal.FAIL : UnresolvedLocal.LOOPBACK,
                config.onChange().equals("Reset") ? OnChange.RESET : OnChange.DRAIN);
        List<PolicyPart> policies = config.policies().stream()
                .map(policy -> new PolicyPart(
                        policy.name(), policy.clusterWide(), policy.deny(), policy.mustBeLocal(), policy.remote()))
                .toList();
        return CompiledFilter.compile(filter, policies);
    }
}
