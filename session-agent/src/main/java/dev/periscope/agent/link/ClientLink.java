package dev.periscope.agent.link;

import dev.periscope.agent.connect.Destination;
import dev.periscope.agent.connect.Dialer;
import dev.periscope.agent.connect.Flow;
import dev.periscope.agent.enforce.Ruling;
import dev.periscope.agent.log.Key;
import dev.periscope.tunnel.key.KeyHash;
import dev.periscope.tunnel.link.LinkCounters;
import dev.periscope.tunnel.link.LinkEnd;
import dev.periscope.tunnel.link.LinkServer;
import dev.periscope.tunnel.link.PendingStream;
import dev.periscope.tunnel.message.Environment;
import dev.periscope.tunnel.message.Errno;
import dev.periscope.tunnel.message.LinkConfig;
import dev.periscope.tunnel.message.LinkStats;
import dev.periscope.tunnel.message.OpenRequest;
import dev.periscope.tunnel.message.ResolveAnswer;
import dev.periscope.tunnel.message.ResolveRequest;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One link of one client: every question is put to the gatekeeper first. Owned by the agent's event loop. */
final class ClientLink implements LinkServer.Handler {

    private static final LinkCounters NOTHING_YET = new LinkCounters(0, 0, 0, 0, 0);

    private final Client client;
    private final KeyHash key;
    private final LinkService service;
    private final SessionLinks session;
    private final Set<Flow> flows = new LinkedHashSet<>();
    private Optional<LinkServer> link = Optional.empty();
    private long denied;

    ClientLink(Client client, KeyHash key, LinkService service, SessionLinks session) {
        this.client = client;
        this.key = key;
        this.service = service;
        this.session = session;
    }

    KeyHash key() {
        return key;
    }

    Client client() {
        return client;
    }

    LinkCounters counters() {
        return link.map(LinkServer::counters).orElse(NOTHING_YET);
    }

    void config(LinkConfig config) {
        link.ifPresent(server -> server.config(config));
    }

    void goAway(LinkEnd.Reason reason, String text) {
        link.ifPresent(server -> server.goAway(reason, text));
    }

    void close(LinkEnd.Reason reason, String text) {
        link.ifPresent(server -> server.close(reason, text));
    }

    /** @return the flows that are open now, in a copy */
    Set<Flow> flows() {
        return Set.copyOf(flows);
    }

    void countDenied() {
        denied++;
        client.denied();
    }

    @Override
    public void started(LinkServer server) {
        link = Optional.of(server);
        session.attached(this);
    }

    @Override
    public void open(OpenRequest request, PendingStream stream) {
        Destination destination = Destination.of(request);
        service.openings().rule(destination, request.name()).thenAccept(ruling -> {
            if (stream.isAbandoned()) {
                return;
            }
            switch (ruling) {
                case Ruling.Allowed allowed -> connect(destination, stream);
                case Ruling.Refused refused -> {
                    countDenied();
                    service.log()
                            .info(
                                    "connection denied",
                                    Key.CLIENT.of(client.name()),
                                    Key.DESTINATION.of(destination),
                                    Key.ENTRY.of(refused.rule()));
                    stream.refuse(Errno.DENIED, refused.rule());
                }
            }
        });
    }

    private void connect(Destination destination, PendingStream stream) {
        int limit = service.connectionLimit().getAsInt();
        if (client.flows() >= limit) {
            stream.refuse(
                    Errno.LIMIT,
                    "client " + client.name() + " has " + limit
                            + " connections open, as many as this session's policies allow; close some first");
            return;
        }
        client.flowStarted();
        service.memory().connectionOpened(destination.address());
        service.dialer().dial(destination, stream, new Dialer.Listener() {
            @Override
            public void opened(Flow flow) {
                flows.add(flow);
            }

            @Override
            public void closed(Flow flow) {
                flows.remove(flow);
                failed();
            }

            @Override
            public void failed() {
                client.flowEnded();
                service.memory().connectionClosed(destination.address());
            }
        });
    }

    @Override
    public CompletionStage<ResolveAnswer> resolve(ResolveRequest request) {
        return service.names().resolve(request).thenApply(answer -> {
            if (answer instanceof ResolveAnswer.Denied) {
                countDenied();
            }
            return answer;
        });
    }

    @Override
    public CompletionStage<Environment> environment() {
        return CompletableFuture.completedFuture(service.environment().get());
    }

    @Override
    public LinkStats stats() {
        LinkCounters counters = counters();
        return new LinkStats(
                counters.streams(),
                counters.totalStreams(),
                counters.bytesReceived(),
                counters.bytesSent(),
                denied,
                counters.bufferedBytes());
    }

    @Override
    public void configAcknowledged(String hash) {
        service.log().info("client enforces the filter", Key.CLIENT.of(client.name()), Key.HASH.of(hash));
    }

    @Override
    public void ended(LinkEnd end) {
        session.detached(this, end);
    }
}
