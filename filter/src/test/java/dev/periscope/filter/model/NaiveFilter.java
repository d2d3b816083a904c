package dev.periscope.filter.model;

import dev.periscope.filter.CompiledFilter;
import dev.periscope.filter.CompiledPolicy;
import dev.periscope.filter.Decision;
import dev.periscope.filter.Question;
import dev.periscope.filter.Side;
import dev.periscope.filter.Source;
import dev.periscope.filter.address.IpPrefix;
import dev.periscope.filter.entry.Destination;
import dev.periscope.filter.entry.FilterEntry;
import dev.periscope.filter.entry.Protocol;
import dev.periscope.filter.name.HostName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Sections 3 and 4 of the specification as a reader would carry them out by hand: every entry looked at, every sentence in
 * its place, on texts instead of trees. Slow, and shares nothing with the index.
 */
public final class NaiveFilter {
    private final CompiledFilter filter;
    private final List<String> search;
    private final Set<String> hosts;

    /** Takes the search list and hosts' names in canonical text, without trailing dots. */
    public NaiveFilter(CompiledFilter filter, List<String> search, Set<String> hosts) {
        this.filter = filter;
        this.search = search;
        this.hosts = hosts;
    }

    /** A matching entry of the session's, with what its rank depends on. */
    private record Match(FilterEntry entry, Side side, int index, int matchedLength) {
        int precedence() {
            return entry.destination().precedenceClass();
        }

        boolean isWildcard() {
            return entry.destination() instanceof Destination.Wildcard;
        }

        boolean isPrefix() {
            return entry.destination() instanceof Destination.Block;
        }
    }

    /** (c) ports given over no ports; (d) protocol given over any; Deny over Local over Remote; the first written. */
    private static final Comparator<Match> BY_WHAT_FOLLOWS = Comparator.comparing(
                    (Match match) -> match.entry().ports().isAny())
            .thenComparing(match -> match.entry().protocol() == Protocol.ANY)
            .thenComparingInt(
                    match -> List.of(Side.DENY, Side.LOCAL, Side.REMOTE).indexOf(match.side()))
            .thenComparingInt(Match::index);

    /** (b) among wildcards more labels, among prefixes the longer. */
    private static final Comparator<Match> LONGEST_FIRST =
            Comparator.comparingInt(Match::matchedLength).reversed().thenComparing(BY_WHAT_FOLLOWS);

    public Decision decide(Question question) {
        Decision own = session(question);
        return policy(own, question);
    }

    private Decision session(Question question) {
        List<Match> matches = Stream.of(
                        matches(filter.local(), Side.LOCAL, question),
                        matches(filter.remote(), Side.REMOTE, question),
                        matches(filter.deny(), Side.DENY, question))
                .flatMap(List::stream)
                .toList();
        Optional<Decision> builtin = builtin(question);
        boolean yields = matches.stream()
                .anyMatch(match -> match.precedence() != 1 && !(match.isPrefix() && match.matchedLength() == 0));
        if (builtin.isPresent() && !yields) {
            return builtin.get();
        }
        return mostSpecific(matches)
                .map(match ->
                        new Decision(match.side(), Optional.of(match.entry().text()), new Source.Session()))
                .orElseGet(() -> new Decision(filter.defaultSide(), Optional.empty(), new Source.Default()));
    }

    private static Optional<Match> mostSpecific(List<Match> matches) {
        int highest = matches.stream().mapToInt(Match::precedence).max().orElse(0);
        List<Match> ofClass =
                matches.stream().filter(match -> match.precedence() == highest).toList();
        if (highest != 2) {
            return ofClass.stream().min(BY_WHAT_FOLLOWS);
        }
        Optional<Match> wildcard = ofClass.stream().filter(Match::isWildcard).min(LONGEST_FIRST);
        Optional<Match> prefix = ofClass.stream().filter(Match::isPrefix).min(LONGEST_FIRST);
        return Stream.of(wildcard, prefix).flatMap(Optional::stream).min(BY_WHAT_FOLLOWS);
    }

    private List<Match> matches(List<FilterEntry> entries, Side side, Question question) {
        List<Match> matches = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            FilterEntry entry = entries.get(i);
            int index = i;
            if (entry.protocol().covers(question.transport()) && entry.ports().contains(question.port())) {
                length(entry.destination(), question)
                        .ifPresent(length -> matches.add(new Match(entry, side, index, length)));
            }
        }
        return matches;
    }

    /** Returns the length that matched where that counts, 0 where it does not, and nothing without a match. */
    private Optional<Integer> length(Destination destination, Question question) {
        return switch (destination) {
            case Destination.Any any -> Optional.of(0);
            case Destination.Address(var address) ->
                address.equals(question.address()) ? Optional.of(0) : Optional.empty();
            case Destination.Block(IpPrefix prefix) ->
                bits(prefix.address().toBytes(), prefix.length())
                                        .equals(bits(question.address().toBytes(), prefix.length()))
                                && prefix.address().isV4() == question.address().isV4()
                        ? Optional.of(prefix.length())
                        : Optional.empty();
            case Destination.Name(HostName name) ->
                question.names().stream().anyMatch(asked -> shareAName(expand(name), expand(asked)))
                        ? Optional.of(0)
                        : Optional.empty();
            case Destination.Wildcard(HostName suffix) ->
                expand(suffix).stream()
                        .filter(form -> question.names().stream()
                                .anyMatch(asked -> asked.text().endsWith("." + form)
                                        && asked.text().length() > form.length() + 1))
                        .map(form -> form.split("\\.").length)
                        .max(Comparator.naturalOrder());
        };
    }

    private static String bits(byte[] address, int length) {
        StringBuilder bits = new StringBuilder();
        for (byte octet : address) {
            bits.append(
                    String.format("%8s", Integer.toBinaryString(octet & 0xff)).replace(' ', '0'));
        }
        return bits.substring(0, Math.min(length, bits.length()));
    }

    private static boolean shareAName(List<String> some, List<String> others) {
        Set<String> shared = new HashSet<>(some);
        shared.retainAll(others);
        return !shared.isEmpty();
    }

    private List<String> expand(HostName name) {
        List<String> forms = new ArrayList<>(List.of(name.text()));
        if (!name.absolute()) {
            search.forEach(suffix -> forms.add(name.text() + "." + suffix));
        }
        return forms;
    }

    private Optional<Decision> builtin(Question question) {
        return Stream.of("169.254.0.0/16", "[fe80::]/10", "127.0.0.0/8", "[::1]", "224.0.0.0/4", "[ff00::]/8")
                .filter(rule ->
                        length(FilterEntry.parse(rule).destination(), question).isPresent())
                .findFirst()
                .or(() -> switch (question.address().toString()) {
                    case "255.255.255.255" -> Optional.of("255.255.255.255");
                    case "0.0.0.0" -> Optional.of("0.0.0.0");
                    case "::" -> Optional.of("[::]");
                    default -> Optional.empty();
                })
                .or(() -> question.names().stream()
                        .map(HostName::text)
                        .filter(hosts::contains)
                        .findFirst())
                .map(rule -> new Decision(
                        rule.equals("169.254.0.0/16") || rule.equals("[fe80::]/10") ? Side.DENY : Side.LOCAL,
                        Optional.of(rule),
                        new Source.Builtin()));
    }

    private Decision policy(Decision own, Question question) {
        List<CompiledPolicy> ordered = filter.policies().stream()
                .sorted(Comparator.comparingInt(
                                (CompiledPolicy policy) -> policy.source().clusterWide() ? 0 : 1)
                        .thenComparing(policy -> policy.source().name()))
                .toList();
        for (CompiledPolicy policy : ordered) {
            Optional<Match> match = mostSpecific(matches(policy.deny(), Side.DENY, question));
            if (match.isPresent()) {
                return by(policy, Side.DENY, match);
            }
        }
        for (CompiledPolicy policy : ordered) {
            Optional<Match> match = mostSpecific(matches(policy.mustBeLocal(), Side.LOCAL, question));
            if (match.isPresent()) {
                return own.side() == Side.DENY ? own : by(policy, Side.LOCAL, match);
            }
        }
        for (CompiledPolicy policy : ordered) {
            boolean lists = !policy.remote().isEmpty();
            if (own.side() == Side.REMOTE
                    && lists
                    && matches(policy.remote(), Side.REMOTE, question).isEmpty()) {
                return by(policy, Side.DENY, Optional.empty());
            }
        }
        return own;
    }

    private static Decision by(CompiledPolicy policy, Side side, Optional<Match> match) {
        return new Decision(side, match.map(found -> found.entry().text()), policy.source());
    }
}
