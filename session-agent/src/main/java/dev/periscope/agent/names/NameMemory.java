package dev.periscope.agent.names;

import dev.periscope.filter.address.IpAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which names an address stands for, as far as this session's agent resolved them itself; section 5 of the filter's
 * specification. A pair of address and name is kept for its time to live and {@link #GRACE} more, and at least as long
 * as a connection to the address is open.
 *
 * <p>Bounded by a number of pairs. When it is full, expired pairs go first, then those resolved longest ago whose address
 * has no open connection; if every address has one, the new pair is not kept. What was forgotten is asked for again when
 * it is needed, so a bound costs time, not rights.
 *
 * <p>Not thread-safe: owned by the agent's event loop.
 */
public final class NameMemory {

    /** How much longer than its time to live a name is known, since programs keep answers longer than they should. */
    public static final Duration GRACE = Duration.ofSeconds(60);

    private record Pair(IpAddress address, KnownName name) {}

    private final InstantSource clock;
    private final int capacity;
    /** Pair to the instant it expires, in milliseconds since the epoch; the pair resolved longest ago comes first. */
    private final LinkedHashMap<Pair, Long> pairs = new LinkedHashMap<>();

    private final Map<IpAddress, List<KnownName>> byAddress = new HashMap<>();
    private final Map<IpAddress, Integer> open = new HashMap<>();

    /** @param capacity pairs of address and name, at least 1; one takes about 200 bytes */
    public NameMemory(InstantSource clock, int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a memory of names holds at least one pair, not " + capacity);
        }
        this.clock = clock;
        this.capacity = capacity;
    }

    /** Keeps that the name stands for the address; a pair known already becomes the newest. */
    public void remember(KnownName name, IpAddress address, Duration timeToLive) {
        Pair pair = new Pair(address, name);
        forget(pair);
        if (pairs.size() >= capacity) {
            makeRoom();
        }
        if (pairs.size() < capacity) {
            pairs.put(pair, clock.millis() + timeToLive.plus(GRACE).toMillis());
            byAddress.computeIfAbsent(address, a -> new ArrayList<>(1)).add(name);
        }
    }

    /** @return the names the address stands for now, the newest first */
    public List<KnownName> namesOf(IpAddress address) {
        dropExpired(address);
        return byAddress.getOrDefault(address, List.of()).reversed();
    }

    /** Keeps all names of the address until as many {@link #connectionClosed} have followed. */
    public void connectionOpened(IpAddress address) {
        open.merge(address, 1, Integer::sum);
    }

    /** @throws IllegalStateException without a matching {@link #connectionOpened} */
    public void connectionClosed(IpAddress address) {
        Integer count = open.remove(address);
        if (count == null) {
            throw new IllegalStateException("no open connection to " + address);
        }
        if (count > 1) {
            open.put(address, count - 1);
        }
    }

    /** @return pairs held, expired ones that nobody asked for included */
    public int size() {
        return pairs.size();
    }

    private void dropExpired(IpAddress address) {
        if (open.containsKey(address)) {
            return;
        }
        long now = clock.millis();
        for (KnownName name : List.copyOf(byAddress.getOrDefault(address, List.of()))) {
            Pair pair = new Pair(address, name);
            Long expires = pairs.get(pair);
            if (expires != null && expires <= now) {
                forget(pair);
            }
        }
    }

    private void makeRoom() {
        long now = clock.millis();
        List<Pair> expired = pairs.entrySet().stream()
                .filter(entry -> entry.getValue() <= now && !inUse(entry.getKey()))
                .map(Map.Entry::getKey)
                .toList();
        expired.forEach(this::forget);
        if (expired.isEmpty()) {
            pairs.keySet().stream().filter(pair -> !inUse(pair)).findFirst().ifPresent(this::forget);
        }
    }

    private boolean inUse(Pair pair) {
        return open.containsKey(pair.address());
    }

    private void forget(Pair pair) {
        if (pairs.remove(pair) != null) {
            byAddress.computeIfPresent(pair.address(), (address, names) -> {
                names.remove(pair.name());
                return names.isEmpty() ? null : names;
            });
        }
    }
}
