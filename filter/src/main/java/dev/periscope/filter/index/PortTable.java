package dev.periscope.filter.index;

import dev.periscope.filter.entry.PortRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** For each port from 0 to 65535 the best of some entries, as ranges: made once, asked by binary search. */
final class PortTable {
    // starts[i] is the first port of a range that goes on to starts[i + 1] - 1; starts[0] is 0.
    private final int[] starts;
    private final Candidate[] winners;

    private PortTable(int[] starts, Candidate[] winners) {
        this.starts = starts;
        this.winners = winners;
    }

    /** Lays out entries of one transport. Time grows as n log n with the number of ranges, however they overlap. */
    static PortTable of(List<Candidate> candidates) {
        int[] bounds = bounds(candidates);
        Candidate[] cells = new Candidate[bounds.length];
        Arrays.fill(cells, Candidate.NONE);
        int[] nextFree = new int[bounds.length + 1];
        Arrays.setAll(nextFree, i -> i);
        List<Candidate> byRank = new ArrayList<>(candidates);
        byRank.sort(Comparator.comparingInt(Candidate::rank));
        for (Candidate candidate : byRank) {
            if (candidate.entry().ports().isAny()) {
                paint(candidate, 0, bounds.length, cells, nextFree);
            }
            for (PortRange range : candidate.entry().ports().ranges()) {
                paint(candidate, cell(bounds, range.low()), cell(bounds, range.high() + 1), cells, nextFree);
            }
        }
        return merged(bounds, cells);
    }

    private static int[] bounds(List<Candidate> candidates) {
        TreeSet<Integer> bounds = new TreeSet<>();
        bounds.add(0);
        for (Candidate candidate : candidates) {
            for (PortRange range : candidate.entry().ports().ranges()) {
                bounds.add(range.low());
                bounds.add(range.high() + 1);
            }
        }
        bounds.remove(PortRange.MAX_PORT + 1);
        return bounds.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int cell(int[] bounds, int start) {
        int found = Arrays.binarySearch(bounds, start);
        return found < 0 ? bounds.length : found;
    }

    /** Gives the free cells of [from, to) to a candidate; painted cells are jumped over, so each is painted once. */
    private static void paint(Candidate candidate, int from, int to, Candidate[] cells, int[] nextFree) {
        for (int i = free(nextFree, from); i < to; i = free(nextFree, i)) {
            cells[i] = candidate;
            nextFree[i] = i + 1;
        }
    }

    private static int free(int[] nextFree, int from) {
        int end = from;
        while (nextFree[end] != end) {
            end = nextFree[end];
        }
        for (int i = from; i != end; ) {
            int next = nextFree[i];
            nextFree[i] = end;
            i = next;
        }
        return end;
    }

    private static PortTable merged(int[] bounds, Candidate[] cells) {
        int[] starts = new int[bounds.length];
        Candidate[] winners = new Candidate[bounds.length];
        int count = 0;
        for (int i = 0; i < bounds.length; i++) {
            if (count == 0 || cells[i].id() != winners[count - 1].id()) {
                starts[count] = bounds[i];
                winners[count++] = cells[i];
            }
        }
        return new PortTable(Arrays.copyOf(starts, count), Arrays.copyOf(winners, count));
    }

    Candidate find(int port) {
        int low = 0;
        int high = starts.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (starts[middle] <= port) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return winners[low];
    }

    void addStartsTo(PortSet ports) {
        for (int start : starts) {
            ports.add(start);
        }
    }
}
