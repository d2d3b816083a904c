package dev.periscope.client.outgoing;

import dev.periscope.filter.Decider;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which name an address was given for, so that connect time knows what was asked (sections 5 and 6 of the filter's
 * specification). An answer is kept for its time to live and a grace of 60 s, and at least while a connection to it
 * is open. Bounded: the addresses that were asked for longest ago go first. Thread-safe.
 */
final class NameMemory {
    private static final Duration GRACE = Duration.ofSeconds(60);
    private static final int NAMES_PER_ADDRESS = 32;

    private final Clock clock;
    private final int limit;
    /** In order of the last answer, oldest first. Guarded by this. */
    private final Map<InetAddress, Slot> slots = new LinkedHashMap<>(64, 0.75f, false);

    NameMemory(Clock clock, int limit) {
        this.clock = clock;
        this.limit = limit;
    }

    /**
     * What an address was answered for.
     *
     * @param pid the process that asked, 0 when unknown
     * @param asked the name it asked for
     * @param fullName the name that answered, {@code asked} itself unless the search list completed it
     * @param resolver who answered
     * @param filter the filter in force when it was answered; by identity it tells whether the answer is older than an edit
     */
    record Remembered(long pid, String asked, String fullName, Resolver resolver, Decider filter, Instant expires) {
        List<String> names() {
            return asked.equalsIgnoreCase(fullName) ? List.of(asked) : List.of(asked, fullName);
        }
    }

    /** Who gave an address. */
    enum Resolver {
        LOCAL,
        REMOTE
    }

    synchronized void remember(
            long pid,
            String asked,
            String fullName,
            Resolver resolver,
            Decider filter,
            Duration ttl,
            Collection<InetAddress> answer) {
        Instant expires = clock.instant().plus(ttl).plus(GRACE);
        for (InetAddress address : answer) {
            Slot slot = slots.remove(address);
            if (slot == null) {
                slot = new Slot();
            }
            slot.add(new Remembered(pid, asked, fullName, resolver, filter, expires));
            slots.put(address, slot);
        }
        trim();
    }

    /**
     * The newest answer that held the address: the asking process' own, or else any process'. With a host name given,
     * answers for that name come before others of the same process.
     */
    synchronized Optional<Remembered> newest(long pid, InetAddress address, Optional<String> host) {
        Slot slot = slots.get(address);
        if (slot == null) {
            return Optional.empty();
        }
        if (slot.expire(clock.instant())) {
            slots.remove(address);
            return Optional.empty();
        }
        return slot.find(pid, host);
    }

    /** A connection to the address opened: what is known of it stays until {@link #release}. */
    synchronized void hold(InetAddress address) {
        Slot slot = slots.get(address);
        if (slot != null) {
            slot.open++;
        }
    }

    synchronized void release(InetAddress address) {
        Slot slot = slots.get(address);
        if (slot != null && slot.open > 0) {
            slot.open--;
        }
    }

    private void trim() {
        Iterator<Slot> oldestFirst = slots.values().iterator();
        int surplus = slots.size() - limit;
        while (surplus > 0 && oldestFirst.hasNext()) {
            if (oldestFirst.next().open == 0) {
                oldestFirst.remove();
                surplus--;
            }
        }
    }

    private static final class Slot {
        private final List<Remembered> newestLast = new ArrayList<>(1);
        private int open;

        void add(Remembered answer) {
            newestLast.removeIf(old -> old.pid == answer.pid && old.asked.equalsIgnoreCase(answer.asked));
            newestLast.add(answer);
            if (newestLast.size() > NAMES_PER_ADDRESS) {
                newestLast.removeFirst();
            }
        }

        /** Drops what ran out; true when nothing is left. The newest of an address in use stays. */
        boolean expire(Instant now) {
            if (open == 0) {
                newestLast.removeIf(answer -> answer.expires.isBefore(now));
            }
            return newestLast.isEmpty();
        }

        Optional<Remembered> find(long pid, Optional<String> host) {
            Map<Integer, Remembered> byRank = new HashMap<>();
            for (Remembered answer : newestLast) {
                boolean sameProcess = answer.pid == pid;
                boolean sameName = host.isPresent() && names(answer, host.get());
                byRank.put((sameName ? 2 : 0) + (sameProcess ? 1 : 0), answer);
            }
            for (int rank = 3; rank >= 0; rank--) {
                Remembered best = byRank.get(rank);
                if (best != null) {
                    return Optional.of(best);
                }
            }
            return Optional.empty();
        }

        private static boolean names(Remembered answer, String host) {
            return answer.asked.equalsIgnoreCase(host) || answer.fullName.equalsIgnoreCase(host);
        }
    }
}
