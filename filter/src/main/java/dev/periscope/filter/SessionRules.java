package dev.periscope.filter;

import dev.periscope.filter.address.IpAddress;
import dev.periscope.filter.entry.Destination;
import dev.periscope.filter.entry.FilterEntry;
import dev.periscope.filter.entry.Transport;
import dev.periscope.filter.index.Candidate;
import dev.periscope.filter.index.EntryIndex;
import dev.periscope.filter.index.PortSet;
import dev.periscope.filter.name.HostName;
import dev.periscope.filter.name.SearchList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The session's own answer (section 4, nos. 1 to 3), before policy. */
final class SessionRules {
    private final EntryIndex index;
    // By candidate id: answers are made beforehand.
    private final Decision[] decisions;
    private final Builtins builtins;

    SessionRules(CompiledFilter filter, SearchList search, Builtins builtins) {
        EntryIndex.Builder builder = new EntryIndex.Builder(search);
        List<Decision> answers = new ArrayList<>();
        add(builder, answers, filter.deny(), Side.DENY);
        add(builder, answers, filter.local(), Side.LOCAL);
        add(builder, answers, filter.remote(), Side.REMOTE);
        index = builder.build();
        decisions = answers.toArray(Decision[]::new);
        this.builtins = builtins;
    }

    private static void add(EntryIndex.Builder builder, List<Decision> answers, List<FilterEntry> entries, Side side) {
        builder.addAll(entries, tier(side));
        entries.forEach(entry -> answers.add(new Decision(side, Optional.of(entry.text()), new Source.Session())));
    }

    private static int tier(Side side) {
        return switch (side) {
            case DENY -> 0;
            case LOCAL -> 1;
            case REMOTE -> 2;
        };
    }

    /**
     * Decides a flow.
     *
     * @param address null when a name is asked
     * @param otherwise the answer when nothing matches
     */
    Decision decide(
            Transport transport, @Nullable IpAddress address, int port, List<HostName> names, Decision otherwise) {
        Candidate exact = index.exact(transport, address, port, names);
        if (exact.found()) {
            return decisions[exact.id()];
        }
        Candidate wildcard = index.wildcard(transport, port, names);
        Candidate prefix = index.prefix(transport, address, port);
        Candidate second = wildcard.orBetter(prefix);
        // Built-in rules yield to every entry but those that mean any destination, in name or in effect.
        boolean overridden = wildcard.found() || (prefix.found() && !isWholeFamily(prefix));
        if (!overridden) {
            Decision rule = builtins.find(address, names);
            if (rule != null) {
                return rule;
            }
        }
        if (second.found()) {
            return decisions[second.id()];
        }
        Candidate any = index.any(transport, port);
        return any.found() ? decisions[any.id()] : otherwise;
    }

    private static boolean isWholeFamily(Candidate candidate) {
        return candidate.entry().destination() instanceof Destination.Block block
                && block.prefix().length() == 0;
    }

    void addPortsTo(PortSet ports, Transport transport, List<HostName> names) {
        index.addPortsTo(ports, transport, names);
    }
}
