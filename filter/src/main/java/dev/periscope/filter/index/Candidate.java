package dev.periscope.filter.index;

import dev.periscope.filter.entry.FilterEntry;
import dev.periscope.filter.entry.Protocol;

/**
 * An entry in an index.
 *
 * @param entry the entry
 * @param id its place among all entries of the index, in the order they were added
 * @param rank orders entries of one class and length: ports given first, then protocol given, then the lower tier, then
 *     the one added first; no two of an index are equal
 */
public record Candidate(FilterEntry entry, int id, int rank) {
    /** Stands for no entry, behind every other. */
    public static final Candidate NONE = new Candidate(FilterEntry.parse("*"), -1, Integer.MAX_VALUE);

    private static final int TIER_SHIFT = 27;

    static Candidate of(FilterEntry entry, int tier, int id) {
        int ports = entry.ports().isAny() ? 1 << 30 : 0;
        int protocol = entry.protocol() == Protocol.ANY ? 1 << 29 : 0;
        return new Candidate(entry, id, ports | protocol | tier << TIER_SHIFT | id);
    }

    /** Returns whether this is an entry at all. */
    public boolean found() {
        return id >= 0;
    }

    /** Returns the one that comes first by rank. */
    public Candidate orBetter(Candidate other) {
        return other.rank < rank ? other : this;
    }
}
