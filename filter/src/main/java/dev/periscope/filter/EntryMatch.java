package dev.periscope.filter;

import dev.periscope.filter.address.IpPrefix;
import dev.periscope.filter.entry.Destination;
import dev.periscope.filter.entry.FilterEntry;
import dev.periscope.filter.entry.Protocol;
import dev.periscope.filter.name.HostName;
import dev.periscope.filter.name.SearchList;
import java.util.Optional;

/**
 * How an entry matches a question's destination, for people to read; found by looking at one entry after the other.
 *
 * @param entry the entry
 * @param how what it matched by
 * @param length labels of a wildcard's suffix as matched, bits of a prefix; 0 for others
 */
record EntryMatch(FilterEntry entry, String how, int length) {
    /** Looks at the destination only; {@link #otherFlow} tells about ports and protocol. */
    static Optional<EntryMatch> of(FilterEntry entry, Question question, SearchList search) {
        return switch (entry.destination()) {
            case Destination.Name(HostName name) -> byName(entry, name, question, search);
            case Destination.Wildcard(HostName suffix) -> byWildcard(entry, suffix, question, search);
            case Destination.Address(var address) ->
                address.equals(question.address())
                        ? Optional.of(new EntryMatch(entry, "is the address", 0))
                        : Optional.empty();
            case Destination.Block(IpPrefix prefix) ->
                prefix.contains(question.address())
                        ? Optional.of(new EntryMatch(
                                entry, "holds the address (prefix of " + prefix.length() + " bits)", prefix.length()))
                        : Optional.empty();
            case Destination.Any any -> Optional.of(new EntryMatch(entry, "means any destination", 0));
        };
    }

    private static Optional<EntryMatch> byName(FilterEntry entry, HostName name, Question question, SearchList search) {
        for (HostName asked : question.names()) {
            for (HostName form : search.expand(asked)) {
                for (HostName own : search.expand(name)) {
                    if (form.labelCount() > 0 && form.sameAs(own)) {
                        String both = asked.sameAs(name) ? "" : "; both can be " + form.text();
                        return Optional.of(new EntryMatch(entry, "is the name " + asked + both, 0));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<EntryMatch> byWildcard(
            FilterEntry entry, HostName suffix, Question question, SearchList search) {
        EntryMatch best = null;
        for (HostName asked : question.names()) {
            for (HostName form : search.expand(suffix)) {
                if (form.isAbove(asked) && (best == null || form.labelCount() > best.length())) {
                    String how = "lies above " + asked + " (suffix " + form.text() + ")";
                    best = new EntryMatch(entry, how, form.labelCount());
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /** Returns why the entry is not about this flow's port or protocol; empty when it is. */
    Optional<String> otherFlow(Question question) {
        if (!entry.protocol().covers(question.transport())) {
            return Optional.of("but is for " + entry.protocol().text() + " only");
        }
        return entry.ports().contains(question.port())
                ? Optional.empty()
                : Optional.of("but not for port " + question.port());
    }

    /** Returns why this match comes behind another of the same filter; both are about the flow. */
    String whyBehind(EntryMatch winner, Side side, Side winnersSide) {
        int order = winner.entry.destination().precedenceClass()
                - entry.destination().precedenceClass();
        if (order != 0) {
            return "less specific than " + winner.entry + ", " + kind(winner.entry);
        }
        boolean sameKind = winner.entry.destination().isOfAddresses()
                == entry.destination().isOfAddresses();
        if (sameKind && winner.length > length) {
            return "shorter than " + winner.entry;
        }
        if (!winner.entry.ports().isAny() && entry.ports().isAny()) {
            return "names no ports, as " + winner.entry + " does";
        }
        if (winner.entry.protocol() != Protocol.ANY && entry.protocol() == Protocol.ANY) {
            return "names no protocol, as " + winner.entry + " does";
        }
        if (side != winnersSide) {
            return "as specific as " + winner.entry + ", and " + winnersSide.text() + " goes before " + side.text();
        }
        return "behind " + winner.entry + ", which is longer or written first";
    }

    private static String kind(FilterEntry entry) {
        return switch (entry.destination()) {
            case Destination.Name name -> "an exact name";
            case Destination.Address address -> "a single address";
            case Destination.Wildcard wildcard -> "a wildcard";
            case Destination.Block block -> "a prefix";
            case Destination.Any any -> "any destination";
        };
    }
}
