package dev.periscope.filter;

import java.util.List;

/**
 * What a policy says about outgoing traffic, as written. Policies only take away, and their order never matters.
 *
 * @param name the policy's name
 * @param clusterWide whether it is a ClusterSessionPolicy, which comes first in the order of names
 * @param deny entries that go nowhere
 * @param mustBeLocal entries that stay on the machine, unless they are denied
 * @param remote all that may leave from the pod; empty when the policy does not say
 */
public record PolicyPart(
        String name, boolean clusterWide, List<String> deny, List<String> mustBeLocal, List<String> remote) {
    /** Copies the lists. */
    public PolicyPart {
        deny = List.copyOf(deny);
        mustBeLocal = List.copyOf(mustBeLocal);
        remote = List.copyOf(remote);
    }

    /** Returns how decisions name this policy: {@code policy/NAME} or {@code clusterpolicy/NAME}. */
    public Source.Policy source() {
        return new Source.Policy(name, clusterWide);
    }
}
