package dev.periscope.tunnel.gateway;

import dev.periscope.tunnel.key.KeyHash;
import dev.periscope.tunnel.tls.PinnedTls;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One registration for each address of each gateway's name. Names are looked up again from time to time, because a
 * headless Service's set of addresses changes without anyone telling. All state belongs to one event loop.
 */
final class Registrations implements GatewayRegistration {

    private static final long LOOK_AGAIN_SECONDS = 20;

    /** One address of one gateway, with the key it must have. */
    private record Place(InetSocketAddress address, KeyHash key) {}

    private final EventLoopGroup group;
    private final EventLoop loop;
    private final Agent agent;
    private final Resolver resolver;
    private final RandomGenerator random;
    private final Listener listener;

    private List<GatewayEndpoint> endpoints = List.of();
    private final Map<GatewayEndpoint, List<InetAddress>> known = new HashMap<>();
    private final Map<Place, ControlConnection> connections = new HashMap<>();
    private Set<String> told = Set.of();
    private java.util.concurrent.@Nullable ScheduledFuture<?> lookAgain;
    private boolean closed;

    Registrations(EventLoopGroup group, Agent agent, Resolver resolver, RandomGenerator random, Listener listener) {
        this.group = group;
        this.loop = group.next();
        this.agent = agent;
        this.resolver = resolver;
        this.random = random;
        this.listener = listener;
    }

    @Override
    public void gateways(List<GatewayEndpoint> wanted) {
        List<GatewayEndpoint> copy = List.copyOf(wanted);
        loop.execute(() -> {
            endpoints = closed ? List.of() : copy;
            known.keySet().retainAll(Set.copyOf(endpoints));
            lookUp();
        });
    }

    @Override
    public void close() {
        try {
            loop.execute(() -> {
                closed = true;
                endpoints = List.of();
                known.clear();
                if (lookAgain != null) {
                    lookAgain.cancel(false);
                }
                reconcile();
            });
        } catch (RejectedExecutionException e) {
            // The event loop is gone, and every connection with it.
            closed = true;
        }
    }

    private void lookUp() {
        if (lookAgain != null) {
            lookAgain.cancel(false);
        }
        for (GatewayEndpoint endpoint : endpoints) {
            resolver.resolve(endpoint.host())
                    .whenComplete((addresses, failure) -> loop.execute(() -> {
                        // When the name server does not answer, the addresses known so far are the best there is.
                        if (failure == null && endpoints.contains(endpoint)) {
                            known.put(endpoint, List.copyOf(addresses));
                            reconcile();
                        }
                    }));
        }
        reconcile();
        if (!endpoints.isEmpty()) {
            boolean complete = known.keySet().containsAll(endpoints);
            lookAgain = loop.schedule(this::lookUp, complete ? LOOK_AGAIN_SECONDS : 1, TimeUnit.SECONDS);
        }
    }

    private void reconcile() {
        Set<Place> wanted = new HashSet<>();
        known.forEach((endpoint, addresses) -> addresses.forEach(
                address -> wanted.add(new Place(new InetSocketAddress(address, endpoint.port()), endpoint.key()))));
        connections.entrySet().removeIf(entry -> {
            boolean leave = !wanted.contains(entry.getKey());
            if (leave) {
                entry.getValue().close();
            }
            return leave;
        });
        wanted.forEach(place -> connections.computeIfAbsent(place, this::connect));
        tell();
    }

    private ControlConnection connect(Place place) {
        PinnedTls tls = PinnedTls.client(agent.tls(), agent.identity(), place.key()::equals);
        ControlConnection connection = new ControlConnection(
                group, loop, place.address(), tls, agent, new Backoff(random), listener, this::tell);
        connection.dial();
        return connection;
    }

    /** Tells the listener when the set of gateways that accept this agent has changed. */
    private void tell() {
        Set<String> now = new TreeSet<>();
        connections.forEach((place, connection) -> {
            if (connection.isRegistered()) {
                now.add(place.address().getAddress().getHostAddress() + ":"
                        + place.address().getPort());
            }
        });
        if (!now.equals(told)) {
            told = Set.copyOf(now);
            listener.registered(told);
        }
    }
}
