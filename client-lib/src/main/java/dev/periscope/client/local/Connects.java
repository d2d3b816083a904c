package dev.periscope.client.local;

import dev.periscope.client.dns.DnsListener;
import dev.periscope.client.link.RemoteSide;
import dev.periscope.client.local.LocalRequest.Connect;
import dev.periscope.client.outgoing.AddressText;
import dev.periscope.client.outgoing.ConnectAnswer;
import dev.periscope.client.outgoing.ConnectAnswer.ThroughAgent;
import dev.periscope.client.outgoing.OutgoingTraffic;
import dev.periscope.filter.Decider;
import dev.periscope.filter.Side;
import dev.periscope.tunnel.message.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Answers {@code CONNECT}: decides, then makes the way the decision asks for. Owned by the event loop. */
final class Connects {
    private static final int DNS_PORT = 53;

    private final RemoteSide remote;
    private final OutgoingTraffic traffic;
    private final DnsListener dns;
    private final List<InetAddress> nameservers;
    private final SocketOwner owner;
    private final Executor blocking;
    private final PeerTable peers;
    private final OpenFlows openFlows = new OpenFlows();

    Connects(
            RemoteSide remote,
            OutgoingTraffic traffic,
            DnsListener dns,
            List<InetAddress> nameservers,
            SocketOwner owner,
            Executor blocking,
            PeerTable peers) {
        this.remote = remote;
        this.traffic = traffic;
        this.dns = dns;
        this.nameservers = List.copyOf(nameservers);
        this.owner = owner;
        this.blocking = blocking;
        this.peers = peers;
    }

    /** The stage never fails. */
    CompletionStage<LocalAnswer> connect(AskingProcess process, Connect request) {
        if (request.port() == 0) {
            return now(new LocalAnswer.Failed(request.id(), "ECONNREFUSED", "port 0 is no port"));
        }
        if (request.port() == DNS_PORT && nameservers.contains(request.address())) {
            return request.transport() == Transport.UDP ? dnsOverUdp(process, request) : dnsOverTcp(process, request);
        }
        return traffic.connect(process.asker(), request.transport(), request.address(), request.port(), request.host())
                .thenComposeAsync(answer -> carryOut(process, request, answer), remote.eventLoop());
    }

    void filterChanged(Decider filter, Iterable<AskingProcess> processes) {
        openFlows.filterChanged(filter);
        processes.forEach(process -> process.closeRelaysUnless(
                relay -> filter.decide(relay.request().question()).side() == Side.REMOTE));
    }

    private CompletionStage<LocalAnswer> carryOut(AskingProcess process, Connect request, ConnectAnswer answer) {
        String id = request.id();
        return switch (answer) {
            case ConnectAnswer.AsIs asIs -> now(new LocalAnswer.Local(id));
            case ConnectAnswer.Refused refused -> now(new LocalAnswer.Deny(id, refused.text()));
            case ConnectAnswer.Unreachable no -> now(new LocalAnswer.Failed(id, "EHOSTUNREACH", no.text()));
            case ConnectAnswer.Elsewhere elsewhere -> elsewhere(request, elsewhere);
            case ThroughAgent agent when request.transport() == Transport.UDP -> udp(process, request, agent);
            case ThroughAgent agent -> tcp(request, agent);
        };
    }

    private CompletionStage<LocalAnswer> elsewhere(Connect request, ConnectAnswer.Elsewhere elsewhere) {
        InetSocketAddress to = elsewhere.address();
        if (to.getAddress().equals(request.address()) && to.getPort() == request.port()) {
            elsewhere.flow().end("as-is");
            return now(new LocalAnswer.Local(request.id()));
        }
        // The program connects there itself, so it sees exactly what that connect comes to.
        elsewhere.flow().end("sent to " + AddressText.of(to.getAddress(), to.getPort()));
        return now(new LocalAnswer.Via(request.id(), AddressText.of(to.getAddress()), to.getPort()));
    }

    private CompletionStage<LocalAnswer> tcp(Connect request, ThroughAgent agent) {
        TcpBridge bridge = new TcpBridge(remote, blocking, owner, traffic, openFlows, agent);
        return bridge.start(request.patience()).thenApply(result -> switch (result) {
            case TcpBridge.Result.Via(int port) -> via(request, port);
            case TcpBridge.Result.Denied(String text) -> new LocalAnswer.Deny(request.id(), text);
            case TcpBridge.Result.Failed(String errno, String text) ->
                new LocalAnswer.Failed(request.id(), errno, text);
        });
    }

    private CompletionStage<LocalAnswer> udp(AskingProcess process, Connect request, ThroughAgent agent) {
        return process.relayPort(request.address(), request.port())
                .map(port -> {
                    agent.flow().end("over the relay that is there");
                    return port;
                })
                .orElseGet(() -> process.add(new UdpRelay(remote, blocking, owner, agent, UdpRelay.IDLE)))
                .handle((port, failure) -> port == null ? noPort(request) : via(request, port));
    }

    private CompletionStage<LocalAnswer> dnsOverUdp(AskingProcess process, Connect request) {
        return process.dns(() -> dns.bind(remote.eventLoop(), process.asker())).handle((channel, failure) -> {
            if (channel == null) {
                return noPort(request);
            }
            return via(request, ((InetSocketAddress) channel.localAddress()).getPort());
        });
    }

    private CompletionStage<LocalAnswer> dnsOverTcp(AskingProcess process, Connect request) {
        return OneShotListener.open(
                        remote.eventLoop(), blocking, owner, InetAddress.ofLiteral("127.0.0.1"), TcpBridge.VIA_LIMIT)
                .handle((port, failure) -> {
                    if (port == null) {
                        return noPort(request);
                    }
                    port.accepted().thenAcceptAsync(c -> dns.serve(c, process.asker()), remote.eventLoop());
                    return via(request, port.number());
                });
    }

    private LocalAnswer via(Connect request, int port) {
        peers.put(port, request.address(), request.port());
        return new LocalAnswer.Via(request.id(), "127.0.0.1", port);
    }

    private static LocalAnswer noPort(Connect request) {
        return new LocalAnswer.Failed(request.id(), "EADDRNOTAVAIL", "no loopback port is left");
    }

    private static CompletionStage<LocalAnswer> now(LocalAnswer answer) {
        return CompletableFuture.completedStage(answer);
    }
}
