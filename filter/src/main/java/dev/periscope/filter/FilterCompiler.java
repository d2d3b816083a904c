package dev.periscope.filter;

import dev.periscope.filter.entry.FilterEntry;
import dev.periscope.filter.entry.FilterSyntaxException;
import dev.periscope.filter.entry.SyntaxCode;
import java.util.ArrayList;
import java.util.List;

/** Compiles one filter: reads every entry, collects every fault. */
final class FilterCompiler {
    private static final String FILTER = "spec.outgoing.filter.";
    private static final String POLICY = "spec.outgoing.";

    private final OutgoingFilter filter;
    private final List<PolicyPart> policies;
    private final List<FilterError> errors = new ArrayList<>();

    FilterCompiler(OutgoingFilter filter, List<PolicyPart> policies) {
        this.filter = filter;
        this.policies = policies;
    }

    static List<FilterError> check(PolicyPart policy) {
        FilterCompiler compiler = new FilterCompiler(OutgoingFilter.NONE, List.of());
        compiler.policy(policy, "");
        return List.copyOf(compiler.errors);
    }

    Compilation compile() {
        EntryList local = list(FILTER + "local", filter.local());
        EntryList remote = list(FILTER + "remote", filter.remote());
        EntryList deny = list(FILTER + "deny", filter.deny());
        remote.refuseThoseIn(local, errors);
        deny.refuseThoseIn(local, errors);
        deny.refuseThoseIn(remote, errors);
        List<Redirect> redirects = new RedirectCompiler(errors).compile(filter.redirect());
        List<CompiledPolicy> compiledPolicies = policies();
        if (!errors.isEmpty()) {
            return new Compilation.Refused(errors);
        }
        return new Compilation.Compiled(new CompiledFilter(
                local.entries(),
                remote.entries(),
                deny.entries(),
                filter.defaultSide().orElse(remote.entries().isEmpty() ? Side.REMOTE : Side.LOCAL),
                filter.defaultSide().isPresent(),
                redirects,
                compiledPolicies,
                filter.unresolvedLocal(),
                filter.onChange()));
    }

    private EntryList list(String path, List<String> texts) {
        EntryList list = new EntryList(path);
        if (texts.size() > CompiledFilter.MAX_ENTRIES) {
            errors.add(tooMany(path + "[" + CompiledFilter.MAX_ENTRIES + "]", CompiledFilter.MAX_ENTRIES, "entries"));
            return list;
        }
        for (int i = 0; i < texts.size(); i++) {
            try {
                list.add(i, FilterEntry.parse(texts.get(i)), texts.get(i));
            } catch (FilterSyntaxException e) {
                errors.add(FilterError.of(list.path(i), e));
            }
        }
        return list;
    }

    private List<CompiledPolicy> policies() {
        if (policies.size() > CompiledFilter.MAX_POLICIES) {
            errors.add(tooMany("policies", CompiledFilter.MAX_POLICIES, "policies"));
            return List.of();
        }
        return policies.stream()
                .map(policy -> policy(policy, policy.source().text() + ": "))
                .filter(policy -> !policy.saysNothing())
                .sorted(CompiledPolicy.ORDER)
                .toList();
    }

    private CompiledPolicy policy(PolicyPart policy, String owner) {
        return new CompiledPolicy(
                policy.source(),
                list(owner + POLICY + "deny", policy.deny()).entries(),
                list(owner + POLICY + "mustBeLocal", policy.mustBeLocal()).entries(),
                list(owner + POLICY + "remote", policy.remote()).entries());
    }

    static FilterError tooMany(String path, int limit, String what) {
        String message = "expected at most " + limit + " " + what + "; use wildcards, prefixes and port lists";
        return new FilterError(path, "", SyntaxCode.TRAILING, 0, message);
    }
}
