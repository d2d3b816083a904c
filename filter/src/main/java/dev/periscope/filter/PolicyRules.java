package dev.periscope.filter;

import dev.periscope.filter.address.IpAddress;
import dev.periscope.filter.entry.FilterEntry;
import dev.periscope.filter.entry.Transport;
import dev.periscope.filter.index.Candidate;
import dev.periscope.filter.index.EntryIndex;
import dev.periscope.filter.index.PortSet;
import dev.periscope.filter.name.HostName;
import dev.periscope.filter.name.SearchList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What policies take away from the session's own answer (section 4, last part). */
final class PolicyRules {
    private final OnePolicy[] policies;

    PolicyRules(List<CompiledPolicy> policies, SearchList search) {
        this.policies =
                policies.stream().map(policy -> new OnePolicy(policy, search)).toArray(OnePolicy[]::new);
    }

    /** One list of a policy: what is found in it is the answer. */
    private static final class Rules {
        private final EntryIndex index;
        private final Decision[] decisions;

        Rules(List<FilterEntry> entries, Side side, Source source, SearchList search) {
            index = new EntryIndex.Builder(search).addAll(entries, 0).build();
            decisions = entries.stream()
                    .map(entry -> new Decision(side, Optional.of(entry.text()), source))
                    .toArray(Decision[]::new);
        }

        @Nullable
        Decision find(Transport transport, @Nullable IpAddress address, int port, List<HostName> names) {
            if (decisions.length == 0) {
                return null;
            }
            Candidate best = index.best(transport, address, port, names);
            return best.found() ? decisions[best.id()] : null;
        }
    }

    private static final class OnePolicy {
        private final Rules deny;
        private final Rules mustBeLocal;
        private final Rules remote;
        private final boolean limitsRemote;
        private final boolean remoteHasAddresses;
        private final Decision notListed;

        OnePolicy(CompiledPolicy policy, SearchList search) {
            deny = new Rules(policy.deny(), Side.DENY, policy.source(), search);
            mustBeLocal = new Rules(policy.mustBeLocal(), Side.LOCAL, policy.source(), search);
            remote = new Rules(policy.remote(), Side.REMOTE, policy.source(), search);
            limitsRemote = !policy.remote().isEmpty();
            remoteHasAddresses = policy.remote().stream()
                    .anyMatch(entry -> entry.destination().isOfAddresses());
            notListed = new Decision(Side.DENY, Optional.empty(), policy.source());
        }
    }

    /**
     * Applies the policies to an answer.
     *
     * @param address null when a name is asked: then a policy that lists addresses waits for connect time (D4)
     */
    Decision apply(Decision own, Transport transport, @Nullable IpAddress address, int port, List<HostName> names) {
        for (OnePolicy policy : policies) {
            Decision denied = policy.deny.find(transport, address, port, names);
            if (denied != null) {
                return denied;
            }
        }
        if (own.side() == Side.DENY) {
            return own;
        }
        for (OnePolicy policy : policies) {
            Decision local = policy.mustBeLocal.find(transport, address, port, names);
            if (local != null) {
                return local;
            }
        }
        if (own.side() == Side.LOCAL) {
            return own;
        }
        for (OnePolicy policy : policies) {
            boolean waits = address == null && policy.remoteHasAddresses;
            if (policy.limitsRemote && !waits && policy.remote.find(transport, address, port, names) == null) {
                return policy.notListed;
            }
        }
        return own;
    }

    void addPortsTo(PortSet ports, Transport transport, List<HostName> names) {
        for (OnePolicy policy : policies) {
            policy.deny.index.addPortsTo(ports, transport, names);
            policy.mustBeLocal.index.addPortsTo(ports, transport, names);
            policy.remote.index.addPortsTo(ports, transport, names);
        }
    }
}
