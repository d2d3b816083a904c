package dev.periscope.javaagent.inside;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where datagrams really go, and from whom they came. A peer is asked about once and again when it has not been used for a while; both
 * tables are bounded. Safe for any number of threads.
 */
final class UdpRoutes {
    private static final long STALE_NANOS = 30_000_000_000L;
    private static final int MOST = 4_096;

    private final Client client;
    private final Scope scope;
    private final ConcurrentHashMap<InetSocketAddress, Relay> relays = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<InetSocketAddress, InetSocketAddress> peers = new ConcurrentHashMap<>();
    private final Ticker ticker;

    UdpRoutes(Client client, Ticker ticker) {
        this.client = client;
        this.ticker = ticker;
        this.scope = new Scope(client);
    }

    /**
     * The address to send to in place of this one.
     *
     * @throws IOException if the peer may not be reached
     */
    InetSocketAddress route(InetSocketAddress target) throws IOException {
        if (target.getAddress() == null || !scope.asks(target.getAddress(), target.getPort())) {
            return target;
        }
        long now = ticker.nanos();
        Relay known = relays.get(target);
        if (known != null && now - known.used < STALE_NANOS) {
            known.used = now;
            return known.address;
        }
        InetSocketAddress address = ask(target);
        if (relays.size() >= MOST) {
            relays.values().removeIf(relay -> now - relay.used >= STALE_NANOS);
        }
        if (relays.size() < MOST) {
            relays.put(target, new Relay(address, now));
        }
        if (!address.equals(target)) {
            peers.put(address, target);
        }
        return address;
    }

    /** The peer a datagram from this address is from. */
    InetSocketAddress peer(InetSocketAddress source) {
        return peers.getOrDefault(source, source);
    }

    /** Whether no datagram ever went through a relay. */
    boolean isUnused() {
        return peers.isEmpty();
    }

    private InetSocketAddress ask(InetSocketAddress target) throws IOException {
        String fields = "udp " + Literal.of(target.getAddress()) + " " + target.getPort();
        String host = AskedName.of(target.getAddress());
        Answer answer;
        try {
            answer = client.ask("CONNECT", host == null ? fields : fields + " host=" + host);
            if (answer.kind() == Answer.Kind.VIA) {
                return Literal.endpoint(answer.text());
            }
        } catch (IOException lost) {
            if (scope.staysWithoutClient(target.getAddress(), target.getPort())) {
                return target;
            }
            throw Failure.unasked(lost);
        }
        return switch (answer.kind()) {
            case LOCAL -> target;
            case DENY -> throw Failure.denied(answer.text());
            case ERR -> throw Failure.remote(answer.text(), false);
            default -> throw Failure.unasked(new IOException("the Periscope client answered a connect with " + answer));
        };
    }

    private static final class Relay {
        private final InetSocketAddress address;
        /** By the ticker; a lost update only asks a little early or late. */
        private volatile long used;

        private Relay(InetSocketAddress address, long used) {
            this.address = address;
            this.used = used;
        }
    }
}
