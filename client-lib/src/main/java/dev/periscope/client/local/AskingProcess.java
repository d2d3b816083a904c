package dev.periscope.client.local;

import dev.periscope.client.outgoing.Asker;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A process that is connected to the daemon, with what lives as long as it does: its UDP relays and its DNS port. Owned
 * by the event loop.
 */
final class AskingProcess {
    static final int RELAYS = 1_024;

    private record Peer(InetAddress address, int port) {}

    private record Relay(UdpRelay relay, CompletionStage<Integer> port) {}

    private final String key;
    private final Asker asker;
    private final Map<Peer, Relay> relays = new HashMap<>();
    private @Nullable CompletionStage<Channel> dns;
    private int connections;

    AskingProcess(String key, Asker asker) {
        this.key = key;
        this.asker = asker;
    }

    String key() {
        return key;
    }

    Asker asker() {
        return asker;
    }

    void connected() {
        connections++;
    }

    /** True when that was its last connection; everything of it is closed then. */
    boolean disconnected() {
        if (--connections > 0) {
            return false;
        }
        relays.values().forEach(relay -> relay.relay.close("the program ended"));
        relays.clear();
        if (dns != null) {
            dns.thenAccept(Channel::close);
        }
        return true;
    }

    Optional<CompletionStage<Integer>> relayPort(InetAddress address, int port) {
        return Optional.ofNullable(relays.get(new Peer(address, port))).map(Relay::port);
    }

    CompletionStage<Integer> add(UdpRelay relay) {
        if (relays.size() >= RELAYS) {
            relays.entrySet().stream()
                    .min(Comparator.comparingLong(
                            entry -> entry.getValue().relay.lastUsed()))
                    .ifPresent(oldest -> {
                        relays.remove(oldest.getKey());
                        oldest.getValue().relay.close("too many peers");
                    });
        }
        Peer peer = new Peer(relay.request().address(), relay.request().port());
        CompletionStage<Integer> port = relay.open();
        relays.put(peer, new Relay(relay, port));
        return port;
    }

    CompletionStage<Channel> dns(java.util.function.Supplier<CompletionStage<Channel>> bind) {
        if (dns == null) {
            dns = bind.get();
        }
        return dns;
    }

    /** The filter changed: relays it no longer allows are closed. */
    void closeRelaysUnless(java.util.function.Predicate<UdpRelay> allowed) {
        relays.values().removeIf(relay -> {
            boolean close = !allowed.test(relay.relay);
            if (close) {
                relay.relay.close("closed by a filter change");
            }
            return close;
        });
    }
}
