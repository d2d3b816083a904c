package dev.periscope.filter;

import dev.periscope.filter.entry.FilterEntry;
import java.util.Comparator;
import java.util.List;

/**
 * A policy's part in canonical entries, duplicates dropped.
 *
 * @param source how decisions name it
 * @param deny entries that go nowhere
 * @param mustBeLocal entries that stay on the machine
 * @param remote all that may leave from the pod; empty when the policy does not say
 */
public record CompiledPolicy(
        Source.Policy source, List<FilterEntry> deny, List<FilterEntry> mustBeLocal, List<FilterEntry> remote) {
    /** Cluster-wide policies first, then by name. */
    static final Comparator<CompiledPolicy> ORDER = Comparator.comparing(
                    (CompiledPolicy policy) -> policy.source().clusterWide())
            .reversed()
            .thenComparing(policy -> policy.source().name());

    /** Copies the lists. */
    public CompiledPolicy {
        deny = List.copyOf(deny);
        mustBeLocal = List.copyOf(mustBeLocal);
        remote = List.copyOf(remote);
    }

    boolean saysNothing() {
        return deny.isEmpty() && mustBeLocal.isEmpty() && remote.isEmpty();
    }
}
