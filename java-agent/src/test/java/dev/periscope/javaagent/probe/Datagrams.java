package dev.periscope.javaagent.probe;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;

/** Every way of the JDK to exchange datagrams. */
final class Datagrams {
    private static final byte[] PING = "ping".getBytes(StandardCharsets.US_ASCII);

    private Datagrams() {}

    static void addTo(Probe probe) {
        probe.add("datagram socket", () -> socket(false));
        probe.add("connected datagram socket", () -> socket(true));
        probe.add("datagram channel", Datagrams::channel);
        probe.add("connected datagram channel", Datagrams::connectedChannel);
        probe.add("denied datagram", () -> send(Peer.at(192, 0, 2, 66, 7_000)));
        probe.add("DNS over the stub on loopback", () -> send(Peer.at(127, 0, 0, 53, 53)));
    }

    private static InetSocketAddress echo() throws IOException {
        return Peer.at(192, 0, 2, 20, 7_000);
    }

    private static Object socket(boolean connect) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(5_000);
            DatagramPacket ping = new DatagramPacket(PING, PING.length);
            if (connect) {
                socket.connect(echo());
            } else {
                ping.setSocketAddress(echo());
            }
            socket.send(ping);
            DatagramPacket pong = new DatagramPacket(new byte[100], 100);
            socket.receive(pong);
            String text = new String(pong.getData(), 0, pong.getLength(), StandardCharsets.US_ASCII);
            String peer = connect ? " " + Peer.show(socket.getRemoteSocketAddress()) : "";
            return text + " " + Peer.show(pong.getSocketAddress()) + peer;
        }
    }

    private static Object channel() throws IOException {
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.send(ByteBuffer.wrap(PING), echo());
            ByteBuffer in = ByteBuffer.allocate(100);
            SocketAddress source = channel.receive(in);
            return Peer.text(in) + " " + Peer.show(source);
        }
    }

    private static Object connectedChannel() throws IOException {
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.connect(echo());
            channel.write(ByteBuffer.wrap(PING));
            ByteBuffer in = ByteBuffer.allocate(100);
            channel.read(in);
            String first = Peer.text(in);
            channel.write(ByteBuffer.wrap(PING));
            in.clear();
            SocketAddress source = channel.receive(in);
            return first + " " + Peer.show(source) + " " + Peer.show(channel.getRemoteAddress());
        }
    }

    /** Sends a DNS question, which any server here answers. */
    private static Object send(InetSocketAddress target) throws IOException {
        byte[] question = {0, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 'x', 0, 0, 1, 0, 1};
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(5_000);
            socket.send(new DatagramPacket(question, question.length, target));
            DatagramPacket answer = new DatagramPacket(new byte[512], 512);
            socket.receive(answer);
            return answer.getData()[1] + " " + Peer.show(answer.getSocketAddress());
        }
    }
}
