package dev.periscope.tunnel.message;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The filter in force, as data: what the agent enforces and the client decides by. Entries are as their authors wrote
 * them; both sides compile them with the same code.
 *
 * @param revision grows with every change
 * @param hash section 7 of the filter's specification, lower-case hex
 * @param local entries of the session
 * @param remote entries of the session
 * @param deny entries of the session
 * @param defaultSide {@code Remote}, {@code Local} or {@code Deny}; absent if the session leaves it open
 * @param redirect where local destinations really live
 * @param unresolvedLocal {@code Loopback} or {@code Fail}
 * @param onChange {@code Drain} or {@code Reset}
 * @param policies the outgoing parts of the policies in force
 * @param search the search list of the target pod, in order
 * @param ndots the option {@code ndots} of the target pod's {@code resolv.conf}
 */
public record LinkConfig(
        long revision,
        String hash,
        List<String> local,
        List<String> remote,
        List<String> deny,
        Optional<String> defaultSide,
        Map<String, String> redirect,
        String unresolvedLocal,
        String onChange,
        List<Policy> policies,
        List<String> search,
        int ndots) {

    /** Copies lists and map. */
    public LinkConfig {
        local = List.copyOf(local);
        remote = List.copyOf(remote);
        deny = List.copyOf(deny);
        redirect = Map.copyOf(redirect);
        policies = List.copyOf(policies);
        search = List.copyOf(search);
    }

    /**
     * The outgoing part of one policy.
     *
     * @param name its name
     * @param clusterWide whether it is a {@code ClusterSessionPolicy}
     * @param deny entries nobody may reach
     * @param mustBeLocal entries which stay on the machine
     * @param remote the only entries that may be remote; empty: all
     */
    public record Policy(
            String name, boolean clusterWide, List<String> deny, List<String> mustBeLocal, List<String> remote) {
        /** Copies the lists. */
        public Policy {
            deny = List.copyOf(deny);
            mustBeLocal = List.copyOf(mustBeLocal);
            remote = List.copyOf(remote);
        }
    }
}
