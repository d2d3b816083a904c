package dev.periscope.javaagent.inside;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Where TCP connects really go. Safe for any number of threads. */
final class TcpRoutes {
    private final Client client;
    private final Scope scope;
    /** Port of a bridge on loopback to the peer it stands for; at most one entry a port. */
    private final ConcurrentHashMap<Integer, InetSocketAddress> peers = new ConcurrentHashMap<>();

    TcpRoutes(Client client) {
        this.client = client;
        this.scope = new Scope(client);
    }

    /**
     * The address to connect to in place of this one.
     *
     * @param manner see {@link Manner}
     * @throws IOException as a connect would, if the peer cannot be reached or may not be
     */
    InetSocketAddress route(InetAddress address, int port, int manner) throws IOException {
        InetSocketAddress wanted = new InetSocketAddress(address, port);
        if (!scope.asks(address, port) && !Scope.asksByName(address)) {
            peers.remove(port); // a local server may by now have a port that a bridge once had
            return wanted;
        }
        Answer answer;
        try {
            answer = ask(address, port, manner);
        } catch (IOException lost) {
            if (scope.staysWithoutClient(address, port)) {
                return wanted;
            }
            throw Failure.unasked(lost);
        }
        return switch (answer.kind()) {
            case LOCAL -> wanted;
            case VIA -> via(answer, wanted);
            case DENY -> throw Failure.denied(answer.text());
            case ERR -> throw Failure.remote(answer.text(), manner > Manner.BLOCKING);
            default -> throw Failure.unasked(new IOException("the Periscope client answered a connect with " + answer));
        };
    }

    /** The peer behind a bridge's address, null if this is none. */
    @Nullable
    InetSocketAddress peer(InetSocketAddress bridge) {
        return bridge.getAddress() != null && bridge.getAddress().isLoopbackAddress()
                ? peers.get(bridge.getPort())
                : null;
    }

    private Answer ask(InetAddress address, int port, int manner) throws IOException {
        StringBuilder fields = new StringBuilder("tcp ");
        fields.append(Literal.of(address)).append(' ').append(port);
        if (manner == Manner.NON_BLOCKING) {
            fields.append(" nb=1");
        } else if (manner > Manner.BLOCKING) {
            fields.append(" wait=").append(manner);
        }
        String host = AskedName.of(address);
        if (host != null) {
            fields.append(" host=").append(host);
        }
        return client.ask("CONNECT", fields.toString());
    }

    private InetSocketAddress via(Answer answer, InetSocketAddress wanted) throws IOException {
        InetSocketAddress bridge;
        try {
            bridge = Literal.endpoint(answer.text());
        } catch (IOException unreadable) {
            throw Failure.unasked(unreadable);
        }
        peers.put(bridge.getPort(), wanted);
        return bridge;
    }
}
