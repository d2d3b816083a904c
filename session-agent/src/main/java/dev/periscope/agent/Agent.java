package dev.periscope.agent;

import dev.periscope.agent.control.ControlChannel;
import dev.periscope.agent.control.ControlListener;
import dev.periscope.agent.enforce.FilterInForce;
import dev.periscope.agent.environment.WorkloadEnvironment;
import dev.periscope.agent.log.EventLog;
import dev.periscope.agent.log.Key;
import dev.periscope.control.AgentMessage;
import dev.periscope.control.ControlCodec;
import dev.periscope.control.OperatorMessage;
import dev.periscope.filter.FilterException;
import dev.periscope.tunnel.gateway.GatewayEndpoint;
import dev.periscope.tunnel.gateway.GatewayRegistration;
import dev.periscope.tunnel.key.KeyHash;
import dev.periscope.tunnel.link.LinkEnd;
import dev.periscope.tunnel.message.Environment;
import dev.periscope.tunnel.message.LinkConfig;
import io.netty.channel.Channel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The agent's life: enrol, put each configuration in force, register with the gateways, report, and leave. Everything
 * here and below runs on one event loop, so nothing is locked; {@link #start} and {@link #leave} may be called from any
 * thread.
 */
public final class Agent implements ControlListener, GatewayRegistration.Listener {

    /** How long a configuration may wait for the first answers about the names that policies guard. */
    private static final long GUARD_SECONDS = 5;

    private final AgentConfig config;
    private final AgentParts parts;
    private final EventLog log;
    private final Consumer<Departure> exit;
    private final ControlChannel control;
    private final GatewayRegistration gateways;
    private final Reports reports;
    private Optional<InForce> inForce = Optional.empty();
    private boolean leaving;

    /** What the operator's last configuration came to. */
    private record InForce(
            OperatorMessage.Configure configure, FilterInForce filter, WorkloadEnvironment environment) {}

    /** @param exit told once, when the last messages have had their time to leave: the process is to end */
    public Agent(AgentConfig config, AgentPlace place, AgentTiming timing, Consumer<Departure> exit) {
        this.config = config;
        this.log = place.log();
        this.exit = exit;
        this.parts = new AgentParts(config, place, timing, this::environment, this::connectionLimit);
        this.control = parts.control(this);
        this.gateways = parts.gateways(this);
        this.reports = new Reports(control::send, parts.links()::counters, parts.headRoom()::resident);
    }

    /** Starts dialling the operator; returns at once. */
    public void start() {
        log.info(
                "agent starts",
                Key.SESSION.of(config.sessionUid()),
                Key.GENERATION.of(config.generation()),
                Key.OPERATOR.of(config.operator()),
                Key.TLS.of(parts.tls()));
        parts.loop().execute(() -> {
            control.start();
            every(parts.timing().counters().toMillis(), reports::countersIfChanged);
            every(parts.timing().headRoom().toMillis(), this::watchHeadRoom);
        });
    }

    /** Tells operator and clients, then has the process end; whoever calls first decides why. */
    public void leave(Departure departure) {
        parts.loop().execute(() -> {
            if (leaving) {
                return;
            }
            leaving = true;
            log.info(
                    "agent leaves",
                    Key.STATUS.of(departure.status().code()),
                    Key.REASON.of(departure.terminationLine()));
            control.send(new AgentMessage.Leaving(departure.status().reason(), departure.message()));
            reports.countersIfChanged();
            gateways.close();
            parts.links().close(linkReason(departure.status()), departure.message());
            parts.loop()
                    .schedule(
                            () -> {
                                control.close();
                                exit.accept(departure);
                            },
                            parts.timing().farewell().toMillis(),
                            TimeUnit.MILLISECONDS);
        });
    }

    @Override
    public AgentMessage greeting(Optional<String> localAddress) {
        AgentMessage.Facts facts = parts.facts().gather(localAddress);
        return inForce.isPresent()
                ? new AgentMessage.Resume(config.sessionUid(), config.generation(), ControlCodec.VERSION, facts)
                : new AgentMessage.Enrol(
                        config.sessionUid(), config.generation(), config.token(), ControlCodec.VERSION, facts);
    }

    @Override
    public void received(OperatorMessage message) {
        switch (message) {
            case OperatorMessage.Configure configure -> configure(configure);
            case OperatorMessage.Refuse refuse ->
                leave(new Departure(ExitStatus.REFUSED, refuse.reason() + ": " + refuse.message()));
            case OperatorMessage.End end ->
                leave(new Departure(
                        end.endsSession() ? ExitStatus.ENDED : ExitStatus.STOPPED,
                        end.reason() + ": " + end.message()));
        }
    }

    @Override
    public void gaveUp(String lastFailure) {
        leave(new Departure(
                ExitStatus.OPERATOR_LOST,
                "no operator answered at " + config.operator() + " for "
                        + parts.timing().control().giveUpAfter().toMinutes() + " minutes; last: " + lastFailure));
    }

    @Override
    public void dialBack(Channel channel) {
        parts.links().accept(channel);
    }

    @Override
    public void registered(Set<String> endpoints) {
        reports.registered(endpoints.stream()
                .map(parts.peers()::nameOf)
                .distinct()
                .sorted()
                .toList());
        log.info("registered with gateways", Key.COUNT.of(endpoints.size()), Key.GATEWAY.of(endpoints));
    }

    @Override
    public void refused(String gateway, String reason, String text) {
        log.warn("a gateway refuses this agent", Key.GATEWAY.of(gateway), Key.REASON.of(reason + ": " + text));
    }

    @Override
    public void failed(String gateway, String text) {
        log.warn("no registration with a gateway", Key.GATEWAY.of(gateway), Key.REASON.of(text));
    }

    private void configure(OperatorMessage.Configure configure) {
        FilterInForce filter;
        try {
            filter = FilterInForce.of(configure, parts.resolvConf().search());
        } catch (FilterException e) {
            badFilter(configure, e);
            return;
        }
        inForce = Optional.of(new InForce(
                configure, filter, WorkloadEnvironment.of(configure.environment(), parts.processEnvironment())));
        parts.gatekeeper().enforce(filter);
        parts.links().configure(configure, filter, toTell(configure, filter));
        CompletableFuture<Void> guarded =
                parts.guardedNames().guard(filter.guarded()).toCompletableFuture();
        parts.loop().schedule(() -> guarded.complete(null), GUARD_SECONDS, TimeUnit.SECONDS);
        guarded.thenRun(() -> settled(filter));
    }

    /** The filter decides from the start; it counts as in force once names that policies guard have addresses. */
    private void settled(FilterInForce filter) {
        inForce.filter(current -> current.filter().equals(filter)).ifPresent(current -> {
            log.info("filter in force", Key.REVISION.of(filter.revision()), Key.HASH.of(filter.hash()));
            gateways.gateways(current.configure().gateways().stream()
                    .map(gateway -> new GatewayEndpoint(gateway.host(), gateway.port(), new KeyHash(gateway.keyHash())))
                    .toList());
            reports.configured(filter.revision(), filter.hash());
        });
    }

    /** An operator admits no such filter; what was in force stays so, and an agent without any does not begin. */
    private void badFilter(OperatorMessage.Configure configure, FilterException fault) {
        String message = "the operator sent a filter that does not compile: "
                + fault.errors().getFirst();
        log.error(message, Key.REVISION.of(configure.revision()));
        if (inForce.isEmpty()) {
            leave(new Departure(ExitStatus.FAILED, message));
        }
    }

    private LinkConfig toTell(OperatorMessage.Configure configure, FilterInForce filter) {
        OperatorMessage.Outgoing outgoing = configure.outgoing();
        List<LinkConfig.Policy> policies = configure.policies().stream()
                .map(policy -> new LinkConfig.Policy(
                        policy.name(), policy.clusterWide(), policy.deny(), policy.mustBeLocal(), policy.remote()))
                .toList();
        return new LinkConfig(
                configure.revision(),
                filter.hash(),
                outgoing.local(),
                outgoing.remote(),
                outgoing.deny(),
                outgoing.defaultSide(),
                outgoing.redirect(),
                outgoing.unresolvedLocal(),
                outgoing.onChange(),
                policies,
                parts.resolvConf().search(),
                parts.resolvConf().ndots());
    }

    private void watchHeadRoom() {
        long minimum = inForce.map(current -> current.configure().limits().minimumHeadRoomBytes())
                .orElse(0L);
        if (minimum > 0 && config.tied()) {
            parts.headRoom().left().ifPresent(left -> {
                if (left < minimum) {
                    leave(new Departure(
                            ExitStatus.HEAD_ROOM,
                            "the target has " + (left >> 20) + " MiB left of its memory limit, less than the "
                                    + (minimum >> 20) + " MiB this agent leaves it"));
                }
            });
        }
    }

    private Environment environment() {
        return inForce.map(current -> new Environment(
                        current.environment().source().name(),
                        current.environment().variables()))
                .orElse(new Environment("PodSpec", Map.of()));
    }

    private int connectionLimit() {
        return inForce.map(current -> current.configure().limits().connections())
                .orElse(0);
    }

    private void every(long millis, Runnable task) {
        parts.loop().scheduleAtFixedRate(task, millis, millis, TimeUnit.MILLISECONDS);
    }

    private static LinkEnd.Reason linkReason(ExitStatus status) {
        return switch (status) {
            case ENDED -> LinkEnd.Reason.SESSION_ENDED;
            // The session may go on with another agent; clients see from the object whether it does.
            case STOPPED, REFUSED, OPERATOR_LOST, FAILED, HEAD_ROOM -> LinkEnd.Reason.SHUTDOWN;
        };
    }
}
