package dev.periscope.agent;

import dev.periscope.agent.connect.Dialer;
import dev.periscope.agent.connect.Sockets;
import dev.periscope.agent.control.ControlChannel;
import dev.periscope.agent.control.ControlListener;
import dev.periscope.agent.control.OperatorDialer;
import dev.periscope.agent.dns.NettyDnsExchange;
import dev.periscope.agent.enforce.Gatekeeper;
import dev.periscope.agent.enforce.GuardedNames;
import dev.periscope.agent.enforce.NameService;
import dev.periscope.agent.enforce.Openings;
import dev.periscope.agent.environment.ProcessEnvironment;
import dev.periscope.agent.environment.ProcessReading;
import dev.periscope.agent.headroom.HeadRoom;
import dev.periscope.agent.link.LinkService;
import dev.periscope.agent.link.SessionLinks;
import dev.periscope.agent.names.NameMemory;
import dev.periscope.agent.resolve.PeerAddresses;
import dev.periscope.agent.resolve.ResolvConf;
import dev.periscope.agent.resolve.Resolver;
import dev.periscope.tunnel.gateway.GatewayRegistration;
import dev.periscope.tunnel.message.Environment;
import dev.periscope.tunnel.tls.TlsProvider;
import io.netty.channel.EventLoop;
import java.nio.file.Path;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** The agent's parts, made and joined once. */
final class AgentParts {

    /** About 3 MB when full; a program that needs more addresses at a time asks again for those it lost. */
    private static final int REMEMBERED_NAMES = 16_384;

    private final AgentConfig config;
    private final AgentPlace place;
    private final AgentTiming timing;
    private final Sockets sockets;
    private final PeerAddresses peers;
    private final GuardedNames guardedNames;
    private final Gatekeeper gatekeeper;
    private final SessionLinks links;
    private final HeadRoom headRoom;
    private final ProcessReading processEnvironment;
    private final OwnFacts facts;

    AgentParts(
            AgentConfig config,
            AgentPlace place,
            AgentTiming timing,
            Supplier<Environment> environment,
            IntSupplier connectionLimit) {
        this.config = config;
        this.place = place;
        this.timing = timing;
        Surroundings pod = place.surroundings();
        sockets = new Sockets(place.loop());
        Resolver resolver = Resolver.of(pod.resolvConf(), pod.hosts(), new NettyDnsExchange(sockets, place.random()));
        peers = new PeerAddresses(resolver);
        guardedNames = new GuardedNames(resolver, place.loop());
        NameMemory memory = new NameMemory(place.clock(), REMEMBERED_NAMES);
        gatekeeper = new Gatekeeper(memory, guardedNames);
        NameService names = new NameService(gatekeeper, resolver, memory);
        LinkService service = new LinkService(
                new Openings(gatekeeper, names, memory),
                names,
                memory,
                new Dialer(sockets, timing.connectTimeout(), timing.udpIdle()),
                environment,
                connectionLimit,
                place.log());
        links = new SessionLinks(service, place.tls(), place.identity());
        Path proc = pod.proc();
        headRoom = new HeadRoom(proc);
        ProcessEnvironment target = new ProcessEnvironment(proc, config.tied());
        processEnvironment = target.read();
        facts = new OwnFacts(proc, target, processEnvironment, headRoom, place.tls());
    }

    ControlChannel control(ControlListener listener) {
        OperatorDialer dialer = new OperatorDialer(
                place.vertx(),
                config.operator(),
                config.operatorKey(),
                place.identity(),
                place.tls(),
                timing.control(),
                peers::resolve);
        return new ControlChannel(dialer, loop(), timing.control(), place.random(), listener, place.log());
    }

    GatewayRegistration gateways(GatewayRegistration.Listener listener) {
        return GatewayRegistration.start(
                loop(),
                new GatewayRegistration.Agent(config.sessionUid(), config.generation(), place.identity(), place.tls()),
                peers,
                place.random(),
                listener);
    }

    AgentTiming timing() {
        return timing;
    }

    EventLoop loop() {
        return place.loop();
    }

    TlsProvider tls() {
        return place.tls();
    }

    ResolvConf resolvConf() {
        return place.surroundings().resolvConf();
    }

    Sockets sockets() {
        return sockets;
    }

    PeerAddresses peers() {
        return peers;
    }

    GuardedNames guardedNames() {
        return guardedNames;
    }

    Gatekeeper gatekeeper() {
        return gatekeeper;
    }

    SessionLinks links() {
        return links;
    }

    HeadRoom headRoom() {
        return headRoom;
    }

    ProcessReading processEnvironment() {
        return processEnvironment;
    }

    OwnFacts facts() {
        return facts;
    }
}
