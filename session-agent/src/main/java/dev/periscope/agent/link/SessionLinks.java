package dev.periscope.agent.link;

import dev.periscope.agent.connect.Flow;
import dev.periscope.agent.enforce.FilterInForce;
import dev.periscope.agent.enforce.Ruling;
import dev.periscope.agent.log.Key;
import dev.periscope.control.AgentMessage.ClientCounters;
import dev.periscope.control.OperatorMessage;
import dev.periscope.filter.OnChange;
import dev.periscope.tunnel.key.Identity;
import dev.periscope.tunnel.key.KeyHash;
import dev.periscope.tunnel.link.LinkEnd;
import dev.periscope.tunnel.link.LinkOptions;
import dev.periscope.tunnel.link.LinkServer;
import dev.periscope.tunnel.message.LinkConfig;
import dev.periscope.tunnel.tls.PinnedTls;
import dev.periscope.tunnel.tls.TlsProvider;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The links of the session's clients: lets in whose key the configuration names, tells each what is in force, and ends
 * what a new configuration no longer allows. Not thread-safe: owned by the agent's event loop.
 */
public final class SessionLinks {

    private static final String SOFTWARE = "periscope-agent/1.0";
    /** A client that leaves links behind must not fill the pod's memory with them. */
    private static final int MAX_LINKS_PER_CLIENT = 16;
    /** The agent's whole direct memory is bounded by its JVM; one link may not have more than a third. */
    private static final long MOST_BUFFERED = 32L << 20;

    private static final long LEAST_BUFFERED = 1L << 20;
    private static final int MAX_STREAMS = 65_536;

    private final LinkService service;
    private final PinnedTls tls;
    /** By name, for as long as the agent lives, so that totals outlast links and edits. */
    private final Map<String, Client> clients = new LinkedHashMap<>();

    private Map<KeyHash, Client> admitted = Map.of();
    private Optional<LinkConfig> config = Optional.empty();
    private LinkOptions options = LinkOptions.standard().withSoftware(SOFTWARE);

    public SessionLinks(LinkService service, TlsProvider provider, Identity identity) {
        this.service = service;
        this.tls = PinnedTls.server(provider, identity, key -> admitted.containsKey(key));
    }

    /** Takes a connection a gateway dialled back for; it becomes a link if its client's key is admitted. */
    public void accept(Channel channel) {
        LinkServer.accept(channel, tls, options, this::handler).whenComplete((link, failure) -> {
            if (failure != null) {
                service.log().warn("a client could not attach", Key.REASON.of(failure));
            }
        });
    }

    /** Puts a configuration in force for every link, open and future. The gatekeeper has taken the filter before. */
    public void configure(OperatorMessage.Configure configure, FilterInForce filter, LinkConfig toTell) {
        config = Optional.of(toTell);
        long memory = Math.clamp(configure.limits().memoryBytes(), LEAST_BUFFERED, MOST_BUFFERED);
        int streams = Math.clamp(configure.limits().connections(), 1, MAX_STREAMS);
        options = LinkOptions.standard()
                .withSoftware(SOFTWARE)
                .withMemoryCap(memory)
                .withMaxStreams(streams);
        Map<KeyHash, Client> before = admitted;
        admitted = admit(configure.clients());
        for (Map.Entry<KeyHash, Client> entry : before.entrySet()) {
            if (admitted.get(entry.getKey()) != entry.getValue()) {
                closeLinks(entry.getKey(), entry.getValue());
            }
        }
        for (ClientLink link : links()) {
            link.config(toTell);
            recheck(link, filter);
        }
    }

    /** Announces the end to every client, who dial again where the reason says so. */
    public void close(LinkEnd.Reason reason, String text) {
        for (ClientLink link : links()) {
            link.goAway(reason, text);
            link.close(reason, text);
        }
    }

    /** @return running totals by client, those seen before and removed since included */
    public List<ClientCounters> counters() {
        return clients.values().stream().map(Client::counters).toList();
    }

    private LinkServer.Handler handler(KeyHash key) {
        Client client = admitted.get(key);
        if (client == null) {
            // TLS admitted the key a moment ago; the configuration changed between.
            throw new IllegalStateException("the client's key was removed from spec.clients");
        }
        return new ClientLink(client, key, service, this);
    }

    void attached(ClientLink link) {
        Client client = link.client();
        if (client.links().size() >= MAX_LINKS_PER_CLIENT) {
            client.links()
                    .iterator()
                    .next()
                    .close(
                            LinkEnd.Reason.CLOSED,
                            "client " + client.name() + " has " + MAX_LINKS_PER_CLIENT + " newer links");
        }
        client.attached(link);
        service.log().info("client attached", Key.CLIENT.of(client.name()));
        config.ifPresent(link::config);
        if (admitted.get(link.key()) != client) {
            removed(link);
        }
    }

    void detached(ClientLink link, LinkEnd end) {
        link.client().detached(link, link.counters());
        service.log()
                .info(
                        "client detached",
                        Key.CLIENT.of(link.client().name()),
                        Key.REASON.of(end.reason() + ": " + end.text()));
    }

    private Map<KeyHash, Client> admit(List<OperatorMessage.Client> wanted) {
        Map<KeyHash, Client> byKey = new LinkedHashMap<>();
        for (OperatorMessage.Client client : wanted) {
            try {
                byKey.put(
                        KeyHash.ofBase64Spki(client.publicKey()), clients.computeIfAbsent(client.name(), Client::new));
            } catch (IllegalArgumentException e) {
                service.log().warn("a client's public key is not base64 of a DER key", Key.CLIENT.of(client.name()));
            }
        }
        return Map.copyOf(byKey);
    }

    private void closeLinks(KeyHash key, Client client) {
        List.copyOf(client.links()).stream()
                .filter(link -> link.key().equals(key))
                .forEach(SessionLinks::removed);
    }

    private static void removed(ClientLink link) {
        link.close(
                LinkEnd.Reason.NOT_ALLOWED,
                "client " + link.client().name() + " was removed from the session's spec.clients");
    }

    private void recheck(ClientLink link, FilterInForce filter) {
        for (Flow flow : link.flows()) {
            if (service.openings().rule(flow.destination()) instanceof Ruling.Refused refused
                    && (refused.denied() || filter.onChange() == OnChange.RESET)) {
                service.log()
                        .info(
                                "connection ended by the new filter",
                                Key.CLIENT.of(link.client().name()),
                                Key.DESTINATION.of(flow.destination()),
                                Key.ENTRY.of(refused.rule()));
                flow.deny(refused.rule());
            }
        }
    }

    private List<ClientLink> links() {
        List<ClientLink> links = new ArrayList<>();
        clients.values().forEach(client -> links.addAll(client.links()));
        return links;
    }
}
