package dev.periscope.filter;

import dev.periscope.filter.entry.Destination;
import dev.periscope.filter.entry.FilterEntry;
import dev.periscope.filter.name.HostName;
import dev.periscope.filter.name.LocalNames;
import dev.periscope.filter.name.SearchList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A session's filter with the policies in force, in canonical entries. It knows neither a pod nor a machine yet:
 * {@link #withContext} adds both.
 *
 * <p>Immutable and safe for use by any thread.
 *
 * @param local the session's entries, duplicates dropped, in the order written
 * @param remote likewise
 * @param deny likewise
 * @param defaultSide the side of everything else, filled in where it was not written
 * @param defaultWritten whether it was written
 * @param redirects by canonical text of their keys
 * @param policies those that say something, in order of name
 * @param unresolvedLocal what a local name means that the local resolver does not know
 * @param onChange what becomes of flows that a changed filter would place elsewhere
 */
public record CompiledFilter(
        List<FilterEntry> local,
        List<FilterEntry> remote,
        List<FilterEntry> deny,
        Side defaultSide,
        boolean defaultWritten,
        List<Redirect> redirects,
        List<CompiledPolicy> policies,
        UnresolvedLocal unresolvedLocal,
        OnChange onChange) {
    /** The most entries that one list, or the redirects, may have. */
    public static final int MAX_ENTRIES = 16_384;

    /** The most policies that may govern one session. */
    public static final int MAX_POLICIES = 256;

    /** Copies the lists. */
    public CompiledFilter {
        local = List.copyOf(local);
        remote = List.copyOf(remote);
        deny = List.copyOf(deny);
        redirects = List.copyOf(redirects);
        policies = List.copyOf(policies);
    }

    /** Compiles a session's filter and the policies that govern it; the order of the policies does not matter. */
    public static Compilation compile(OutgoingFilter filter, List<PolicyPart> policies) {
        return new FilterCompiler(filter, policies).compile();
    }

    /** Checks one policy by itself, as when it is written: paths in the errors begin with {@code spec.outgoing}. */
    public static List<FilterError> check(PolicyPart policy) {
        return FilterCompiler.check(policy);
    }

    /**
     * Returns the exact names of the policies' {@code deny} and {@code mustBeLocal} entries, each once: the agent resolves
     * them, so that connecting by a bare address does not walk around a name rule (section 6).
     */
    public List<HostName> policyNames() {
        return policies.stream()
                .flatMap(policy -> Stream.concat(policy.deny().stream(), policy.mustBeLocal().stream()))
                .flatMap(entry ->
                        entry.destination() instanceof Destination.Name(HostName name) ? Stream.of(name) : Stream.of())
                .distinct()
                .toList();
    }

    /** Returns the canonical JSON of section 7 (RFC 8785), of which {@link #hash} is the hash. */
    public String canonicalJson() {
        return CanonicalForm.json(this);
    }

    /** Returns the SHA-256 of the canonical JSON in lower-case hex: what both ends report as the filter in force. */
    public String hash() {
        return CanonicalForm.hash(canonicalJson());
    }

    /**
     * Lays the filter out for decisions. Costs time and memory in proportion to entries times search list; do it once
     * per filter and pod.
     *
     * @param search the target pod's search list
     * @param hosts the names of the machine whose process asks (the agent passes its own)
     */
    public Decider withContext(SearchList search, LocalNames hosts) {
        return new Decider(this, search, hosts);
    }
}
