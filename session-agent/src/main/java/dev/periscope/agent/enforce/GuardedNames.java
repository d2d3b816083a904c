package dev.periscope.agent.enforce;

import dev.periscope.agent.resolve.Resolver;
import dev.periscope.filter.address.IpAddress;
import dev.periscope.filter.name.HostName;
import dev.periscope.tunnel.message.ResolveAnswer;
import dev.periscope.tunnel.message.ResolveRequest.Family;
import dev.periscope.tunnel.message.ResolveRequest.Lookup;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The addresses of names that policies deny or keep local, resolved by the agent and kept fresh: each is asked for again
 * when its time to live is over, within {@link #SOONEST_SECONDS} and {@link #LATEST_SECONDS}. Addresses that were known
 * stay until the name server says otherwise; a failure changes nothing. Names under a wildcard cannot be known beforehand.
 *
 * <p>Not thread-safe: owned by the agent's event loop.
 */
public final class GuardedNames {

    static final long SOONEST_SECONDS = 5;
    static final long LATEST_SECONDS = 300;
    private static final long WITHOUT_ADDRESS_SECONDS = 30;

    private final Resolver resolver;
    private final EventExecutor loop;
    private final Map<HostName, Set<IpAddress>> addresses = new LinkedHashMap<>();

    public GuardedNames(Resolver resolver, EventExecutor loop) {
        this.resolver = resolver;
        this.loop = loop;
    }

    /**
     * Guards exactly these names from now on.
     *
     * @return completed when every name that was not guarded before has been asked for once; never fails
     */
    public CompletionStage<Void> guard(Set<HostName> names) {
        addresses.keySet().retainAll(names);
        List<CompletableFuture<Void>> first = new ArrayList<>();
        for (HostName name : names) {
            if (addresses.putIfAbsent(name, Set.of()) == null) {
                first.add(refresh(name).toCompletableFuture());
            }
        }
        return CompletableFuture.allOf(first.toArray(CompletableFuture[]::new));
    }

    /** @return the guarded names that stand for the address */
    public List<HostName> namesOf(IpAddress address) {
        return addresses.entrySet().stream()
                .filter(entry -> entry.getValue().contains(address))
                .map(Map.Entry::getKey)
                .toList();
    }

    private CompletionStage<Void> refresh(HostName name) {
        return resolver.lookup(new Lookup(name.text(), Family.ANY, name.absolute()))
                .thenAccept(answer -> {
                    long again = take(name, answer);
                    loop.schedule(
                            () -> {
                                if (addresses.containsKey(name)) {
                                    refresh(name);
                                }
                            },
                            again,
                            TimeUnit.SECONDS);
                });
    }

    /** @return seconds until the name is to be asked for again */
    private long take(HostName name, ResolveAnswer answer) {
        return switch (answer) {
            case ResolveAnswer.Found found -> {
                Set<IpAddress> current = found.addresses().stream()
                        .map(address -> IpAddress.of(address.address()))
                        .collect(Collectors.toUnmodifiableSet());
                addresses.computeIfPresent(name, (n, before) -> current);
                long ttl = found.addresses().stream()
                        .mapToLong(ResolveAnswer.Address::ttl)
                        .min()
                        .orElse(0);
                yield Math.clamp(ttl, SOONEST_SECONDS, LATEST_SECONDS);
            }
            case ResolveAnswer.NoSuchName none -> forget(name);
            case ResolveAnswer.NoData none -> forget(name);
            case ResolveAnswer.ServerFailure failure -> SOONEST_SECONDS;
            case ResolveAnswer.TimedOut silence -> SOONEST_SECONDS;
            case ResolveAnswer.Denied denied -> WITHOUT_ADDRESS_SECONDS;
            case ResolveAnswer.Raw raw -> WITHOUT_ADDRESS_SECONDS;
        };
    }

    private long forget(HostName name) {
        addresses.computeIfPresent(name, (n, before) -> Set.of());
        return WITHOUT_ADDRESS_SECONDS;
    }
}
