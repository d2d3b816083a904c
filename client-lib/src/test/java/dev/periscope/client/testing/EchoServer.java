package dev.periscope.client.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Sends back what it gets, over TCP and UDP on one loopback port each, after a greeting over TCP. */
public final class EchoServer implements AutoCloseable {
    private final ServerSocket tcp;
    private final DatagramSocket udp;
    private final String greeting;

    /** @param greeting the first line a TCP client reads, without its line feed; none when empty */
    public EchoServer(String greeting) {
        this.greeting = greeting;
        try {
            InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
            tcp = new ServerSocket(0, 256, loopback);
            udp = new DatagramSocket(0, loopback);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::acceptAll);
        Thread.ofVirtual().start(this::answerDatagrams);
    }

    public InetSocketAddress tcp() {
        return (InetSocketAddress) tcp.getLocalSocketAddress();
    }

    public InetSocketAddress udp() {
        return (InetSocketAddress) udp.getLocalSocketAddress();
    }

    private void acceptAll() {
        while (!tcp.isClosed()) {
            try {
                Socket socket = tcp.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            if (!greeting.isEmpty()) {
                socket.getOutputStream().write((greeting + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
            socket.getInputStream().transferTo(socket.getOutputStream());
            socket.shutdownOutput();
        } catch (IOException reset) {
            return;
        }
    }

    private void answerDatagrams() {
        DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
        while (!udp.isClosed()) {
            try {
                udp.receive(packet);
                udp.send(packet);
                packet.setLength(65_535);
            } catch (IOException closed) {
                return;
            }
        }
    }

    @Override
    public void close() throws IOException {
        tcp.close();
        udp.close();
    }
}
