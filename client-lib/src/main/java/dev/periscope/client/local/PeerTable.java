package dev.periscope.client.local;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Which remote peer a {@code VIA} port stands for; the newest 4,096. Owned by the event loop. */
final class PeerTable {
    private static final int LIMIT = 4_096;

    /** The peer a mechanism's process believes to be connected to. */
    record Peer(InetAddress address, int port) {}

    private final Map<Integer, Peer> peers = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Peer> eldest) {
            return size() > LIMIT;
        }
    };

    void put(int viaPort, InetAddress address, int port) {
        peers.remove(viaPort);
        peers.put(viaPort, new Peer(address, port));
    }

    Optional<Peer> find(int viaPort) {
        return Optional.ofNullable(peers.get(viaPort));
    }
}
