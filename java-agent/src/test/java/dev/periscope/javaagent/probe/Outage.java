package dev.periscope.javaagent.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A client that is killed (asking for a certain name does it) and is back two seconds later. */
final class Outage {
    private Outage() {}

    static void addTo(Probe probe, int local) {
        probe.add("before", () -> Streams.connected(Peer.inventory(), 0));
        probe.add("kill", () -> InetAddress.getAllByName("kill.shop.svc").length);
        probe.add("connect without a client", () -> Streams.connected(Peer.inventory(), 0));
        probe.add("name without a client", () -> InetAddress.getAllByName("dual.shop.svc").length);
        probe.add(
                "own name without a client",
                () -> InetAddress.getLocalHost().getHostName().isEmpty());
        probe.add("loopback without a client", () -> {
            try (Socket socket = new Socket("127.0.0.1", local)) {
                return socket.isConnected();
            }
        });
        probe.add("after", Outage::untilBack);
    }

    private static Object untilBack() throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            try {
                return Streams.connected(Peer.inventory(), 0);
            } catch (IOException stillGone) {
                if (System.nanoTime() > end) {
                    throw stillGone;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }
}
