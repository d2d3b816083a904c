package dev.periscope.e2e.programs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * A server that can be told apart: {@code TestServer NAME FIRST-PORT}. Five TCP ports and one UDP port from FIRST-PORT on:
 * greet and echo; digest of all that came until end of input; seeded content; reset after one byte; digest, pausing; UDP echo.
 */
public final class TestServer {

    public static final int ECHO = 0;
    public static final int DIGEST = 1;
    public static final int CONTENT = 2;
    public static final int RESET = 3;
    public static final int PAUSING_DIGEST = 4;
    public static final int UDP_ECHO = 5;
    /** Ports a server takes, from its first. */
    public static final int PORTS = 6;

    private interface Talk {
        void with(Socket peer) throws IOException, InterruptedException;
    }

    private final String name;

    private TestServer(String name) {
        this.name = name;
    }

    public static void main(String[] args) throws IOException {
        start(args[0], Integer.parseInt(args[1]));
        System.out.println("LISTENING");
    }

    /** Starts a server of this name on all addresses of the machine; its threads are not daemons. */
    public static void start(String name, int firstPort) throws IOException {
        var server = new TestServer(name);
        server.listen(firstPort + ECHO, server::echo);
        server.listen(firstPort + DIGEST, peer -> digest(peer, false));
        server.listen(firstPort + CONTENT, TestServer::content);
        server.listen(firstPort + RESET, TestServer::reset);
        server.listen(firstPort + PAUSING_DIGEST, peer -> digest(peer, true));
        server.udpEcho(firstPort + UDP_ECHO);
    }

    private void listen(int port, Talk talk) throws IOException {
        var listener = new ServerSocket();
        listener.setReuseAddress(true);
        listener.bind(new InetSocketAddress("0.0.0.0", port), 512);
        Thread.ofPlatform().name("accept-" + port).start(() -> {
            while (true) {
                try {
                    Socket peer = listener.accept();
                    Thread.ofVirtual().start(() -> serve(peer, talk));
                } catch (IOException e) {
                    throw new IllegalStateException("port " + port, e);
                }
            }
        });
    }

    private static void serve(Socket peer, Talk talk) {
        try (peer) {
            talk.with(peer);
        } catch (IOException | InterruptedException e) {
            System.err.println(peer + ": " + e);
        }
    }

    private void echo(Socket peer) throws IOException {
        OutputStream out = peer.getOutputStream();
        String greeting = "HELLO " + name + " " + peer.getInetAddress().getHostAddress() + "\n";
        out.write(greeting.getBytes(StandardCharsets.US_ASCII));
        peer.getInputStream().transferTo(out);
    }

    private static void digest(Socket peer, boolean pausing) throws IOException, InterruptedException {
        var digest = new ContentDigest();
        InputStream in = peer.getInputStream();
        var buffer = new byte[16 * 1024];
        long untilPause = 1 << 20;
        int read;
        while ((read = in.read(buffer)) >= 0) {
            digest.add(buffer, read);
            untilPause -= read;
            if (pausing && untilPause <= 0) {
                untilPause = 1 << 20;
                Thread.sleep(100); // the fault under test: a server that stops reading now and then
            }
        }
        peer.getOutputStream().write((digest.result() + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** Asked for {@code BYTES SEED}, sends that many bytes of that seed. */
    private static void content(Socket peer) throws IOException {
        var in = new BufferedReader(new InputStreamReader(peer.getInputStream(), StandardCharsets.US_ASCII));
        String[] ask = in.readLine().split(" ");
        send(peer.getOutputStream(), Long.parseLong(ask[0]), Long.parseLong(ask[1]));
    }

    /** Writes {@code bytes} bytes that only depend on the seed. */
    static void send(OutputStream out, long bytes, long seed) throws IOException {
        var random = new SplittableRandom(seed);
        var buffer = new byte[16 * 1024];
        for (long left = bytes; left > 0; left -= buffer.length) {
            random.nextBytes(buffer);
            out.write(buffer, 0, (int) Math.min(left, buffer.length));
        }
        out.flush();
    }

    private static void reset(Socket peer) throws IOException {
        if (peer.getInputStream().read() >= 0) {
            peer.setSoLinger(true, 0);
        }
    }

    private void udpEcho(int port) throws IOException {
        var socket = new DatagramSocket(port);
        Thread.ofPlatform().name("udp-" + port).start(() -> {
            var packet = new DatagramPacket(new byte[65_507], 65_507);
            while (true) {
                try {
                    packet.setLength(65_507);
                    socket.receive(packet);
                    socket.send(packet);
                } catch (IOException e) {
                    System.err.println("udp " + port + ": " + e);
                }
            }
        });
    }
}
