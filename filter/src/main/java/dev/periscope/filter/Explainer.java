package dev.periscope.filter;

import dev.periscope.filter.entry.FilterEntry;
import dev.periscope.filter.name.HostName;
import dev.periscope.filter.name.SearchList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tells how the decision for one flow came about, entry by entry. The decision itself is {@link Decider}'s. */
final class Explainer {
    private static final int MOST_LOSERS = 20;

    private final CompiledFilter filter;
    private final SearchList search;
    private final Builtins builtins;

    Explainer(CompiledFilter filter, SearchList search, Builtins builtins) {
        this.filter = filter;
        this.search = search;
        this.builtins = builtins;
    }

    private record Listed(Side side, EntryMatch match) {
        @Override
        public String toString() {
            return list(side) + " entry " + match.entry() + " " + match.how();
        }
    }

    Explanation explain(Question question, Decision own, Decision decision) {
        List<String> steps = new ArrayList<>();
        steps.add(asked(question));
        explainSession(question, own, steps);
        explainPolicies(question, own, decision, steps);
        return new Explanation(decision, steps);
    }

    private String asked(Question question) {
        String names = question.names().isEmpty()
                ? "nobody asked a name for it, so entries with names cannot match"
                : "known as " + question.names().stream().map(this::forms).collect(Collectors.joining(" and "));
        return "asked for " + question.transport().name().toLowerCase(Locale.ROOT) + " " + question.address() + " port "
                + question.port() + ", " + names;
    }

    String forms(HostName name) {
        List<HostName> forms = search.expand(name);
        return forms.size() == 1
                ? name.toString()
                : name + " (completed: "
                        + forms.stream().skip(1).map(HostName::text).collect(Collectors.joining(", ")) + ")";
    }

    private void explainSession(Question question, Decision own, List<String> steps) {
        List<Listed> matches = new ArrayList<>();
        collect(matches, Side.DENY, filter.deny(), question);
        collect(matches, Side.LOCAL, filter.local(), question);
        collect(matches, Side.REMOTE, filter.remote(), question);
        Optional<Listed> winner =
                matches.stream().filter(listed -> decided(listed, own)).findFirst();
        winner.ifPresent(listed -> steps.add(listed + ": " + listed.side().text()));
        Optional.ofNullable(builtins.find(question.address(), question.names()))
                .ifPresent(rule -> steps.add("built-in rule " + rule.entry().orElse("") + " says "
                        + rule.side().text() + builtinOutcome(own, winner)));
        List<String> losers = matches.stream()
                .filter(listed -> !decided(listed, own))
                .map(listed -> listed + ", " + whyLost(listed, question, own, winner))
                .toList();
        losers.stream().limit(MOST_LOSERS).forEach(steps::add);
        if (losers.size() > MOST_LOSERS) {
            steps.add("and " + (losers.size() - MOST_LOSERS) + " more entries that match less well");
        }
        if (own.source() instanceof Source.Default) {
            String why = filter.defaultWritten()
                    ? "as written"
                    : "not written: Local beside remote entries, otherwise Remote";
            steps.add("no entry decides, so the default does: " + own.side().text() + " (" + why + ")");
        }
    }

    private static String builtinOutcome(Decision own, Optional<Listed> winner) {
        if (own.source() instanceof Source.Builtin) {
            return ", and no entry more specific than any destination matches";
        }
        return winner.map(listed -> ", but yields to " + listed.match().entry()).orElse("");
    }

    private void collect(List<Listed> matches, Side side, List<FilterEntry> entries, Question question) {
        entries.forEach(entry ->
                EntryMatch.of(entry, question, search).ifPresent(match -> matches.add(new Listed(side, match))));
    }

    private static boolean decided(Listed listed, Decision own) {
        return own.source() instanceof Source.Session
                && own.side() == listed.side()
                && own.entry().equals(Optional.of(listed.match().entry().text()));
    }

    private static String whyLost(Listed loser, Question question, Decision own, Optional<Listed> winner) {
        return loser.match()
                .otherFlow(question)
                .orElseGet(() -> winner.map(
                                listed -> loser.match().whyBehind(listed.match(), loser.side(), listed.side()))
                        .orElse("behind the built-in rule " + own.entry().orElse("")));
    }

    private static String list(Side side) {
        return side.text().toLowerCase(Locale.ROOT);
    }

    private void explainPolicies(Question question, Decision own, Decision decision, List<String> steps) {
        for (CompiledPolicy policy : filter.policies()) {
            String name = policy.source().text();
            addPolicyMatches(policy.deny(), name + " denies", question, steps);
            addPolicyMatches(policy.mustBeLocal(), name + " keeps local", question, steps);
            if (own.side() == Side.REMOTE && !policy.remote().isEmpty()) {
                int before = steps.size();
                addPolicyMatches(policy.remote(), name + " allows remote", question, steps);
                if (steps.size() == before) {
                    steps.add(name + " allows remote only what it lists, and lists nothing that matches");
                }
            }
        }
        if (decision.source() instanceof Source.Policy policy) {
            steps.add("policy takes away from the session's " + own.side().text() + ": "
                    + decision.side().text() + " by " + policy.text());
        }
    }

    private void addPolicyMatches(List<FilterEntry> entries, String what, Question question, List<String> steps) {
        entries.stream()
                .flatMap(entry -> EntryMatch.of(entry, question, search).stream())
                .filter(match -> match.otherFlow(question).isEmpty())
                .limit(MOST_LOSERS)
                .forEach(match -> steps.add(what + ": entry " + match.entry() + " " + match.how()));
    }
}
