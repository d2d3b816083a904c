package dev.periscope.javaagent.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ExecutionException;

/** What a program is told when it cannot connect. */
final class Faults {
    private Faults() {}

    static void addTo(Probe probe) {
        probe.add("refused", () -> Streams.connected(Peer.at(198, 51, 100, 1, 80), 0));
        probe.add("no route", () -> Streams.connected(Peer.at(198, 51, 100, 2, 80), 0));
        probe.add("no network", () -> Streams.connected(Peer.at(198, 51, 100, 3, 80), 0));
        probe.add("silent", () -> Streams.connected(Peer.at(198, 51, 100, 4, 80), 0));
        probe.add("silent for longer than the time-out", () -> Streams.connected(Peer.at(198, 51, 100, 4, 80), 100));
        probe.add("denied", () -> Streams.connected(Peer.at(192, 0, 2, 66, 80), 0));
        probe.add("denied channel", () -> SocketChannel.open(Peer.at(192, 0, 2, 66, 80)));
        probe.add("denied non-blocking channel", () -> nonBlocking(Peer.at(192, 0, 2, 66, 80)));
        probe.add("denied asynchronous channel", () -> asynchronous(Peer.at(192, 0, 2, 66, 80)));
        probe.add("said to be local", () -> Streams.connected(Peer.at(198, 51, 100, 6, 80), 0));
    }

    private static Object nonBlocking(InetSocketAddress address) throws IOException {
        try (SocketChannel channel = SocketChannel.open()) {
            channel.configureBlocking(false);
            return channel.connect(address);
        }
    }

    private static Object asynchronous(InetSocketAddress address) throws Exception {
        try (AsynchronousSocketChannel channel = AsynchronousSocketChannel.open()) {
            channel.connect(address).get();
            return channel;
        } catch (ExecutionException failure) {
            throw (IOException) failure.getCause();
        }
    }
}
