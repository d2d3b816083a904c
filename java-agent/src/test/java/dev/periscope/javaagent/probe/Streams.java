package dev.periscope.javaagent.probe;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.Channels;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;

/** Every way of the JDK to open a TCP connection. */
final class Streams {
    private Streams() {}

    static void addTo(Probe probe, int local) {
        probe.add("socket by name", () -> socket(new Socket("inventory.shop.svc", Peer.PORT)));
        probe.add("socket by address", () -> connected(Peer.inventory(), 0));
        probe.add("socket with a time-out", () -> connected(Peer.inventory(), 5_000));
        probe.add("socket to an IPv4-mapped address", Streams::mapped);
        probe.add("socket over IPv6", Streams::six);
        probe.add("socket in a slow second", () -> connected(Peer.at(198, 51, 100, 5, Peer.PORT), 0));
        probe.add(
                "socket kept local",
                () -> socket(new Socket("postgres.shop.svc", local)).replace(":" + local, ""));
        probe.add("socket redirected from loopback", () -> socket(new Socket("redirected.shop.svc", 1)));
        probe.add(
                "socket to loopback",
                () -> socket(new Socket("127.0.0.1", local)).replace(":" + local, ""));
        probe.add(
                "socket to localhost",
                () -> socket(new Socket("localhost", local)).startsWith("machine"));
        probe.add("socket of an interrupted thread", Streams::interrupted);
        probe.add("socket interrupted on the way", Streams::interruptedOnTheWay);
        probe.add("blocking channel", Streams::channel);
        probe.add("channel's socket with a time-out", Streams::adaptor);
        probe.add("non-blocking channel", () -> nonBlocking(Peer.inventory()));
        probe.add("non-blocking channel to a slow peer", () -> nonBlocking(Peer.at(198, 51, 100, 5, Peer.PORT)));
        probe.add("asynchronous channel", Streams::asynchronous);
        probe.add(
                "HttpClient",
                () -> HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create("http://inventory.shop.svc:8080/"))
                                        .build(),
                                BodyHandlers.ofString())
                        .body());
        probe.add("URLConnection", Streams::url);
        probe.add("virtual thread", () -> virtual(() -> connected(Peer.inventory(), 0)));
        probe.add("virtual thread with a time-out", () -> virtual(() -> connected(Peer.inventory(), 5_000)));
        probe.add("200 at once", () -> parallel(Executors.newFixedThreadPool(200)));
        probe.add("200 at once on virtual threads", Streams::parallelVirtual);
    }

    static String connected(InetSocketAddress address, int millis) throws IOException {
        Socket socket = new Socket();
        socket.connect(address, millis);
        return socket(socket);
    }

    private static String socket(Socket socket) throws IOException {
        try (socket) {
            return Peer.evidence(socket.getInputStream(), socket.getOutputStream(), socket.getRemoteSocketAddress());
        }
    }

    private static Object mapped() throws IOException {
        byte[] bytes = new byte[16];
        bytes[10] = -1;
        bytes[11] = -1;
        System.arraycopy(Peer.inventory().getAddress().getAddress(), 0, bytes, 12, 4);
        return connected(new InetSocketAddress(InetAddress.getByAddress(bytes), Peer.PORT), 0);
    }

    private static Object six() throws IOException {
        return Boolean.getBoolean("java.net.preferIPv4Stack")
                ? "switched off"
                : connected(new InetSocketAddress("2001:db8::10", Peer.PORT), 0);
    }

    private static Object interrupted() throws IOException {
        Thread.currentThread().interrupt();
        String evidence = connected(Peer.inventory(), 0);
        return evidence + " " + Thread.interrupted();
    }

    private static Object interruptedOnTheWay() throws Exception {
        Thread connecting = Thread.currentThread();
        Thread interrupting = new Thread(() -> {
            LockSupport.parkNanos(100_000_000); // the peer takes 300 ms
            connecting.interrupt();
        });
        interrupting.start();
        String evidence = connected(Peer.at(198, 51, 100, 5, Peer.PORT), 0);
        return evidence + " " + Thread.interrupted();
    }

    private static Object channel() throws IOException {
        try (SocketChannel channel = SocketChannel.open(Peer.inventory())) {
            return Peer.evidence(
                    Channels.newInputStream(channel), Channels.newOutputStream(channel), channel.getRemoteAddress());
        }
    }

    private static Object adaptor() throws IOException {
        try (SocketChannel channel = SocketChannel.open()) {
            channel.socket().connect(Peer.inventory(), 5_000);
            return Peer.evidence(
                    Channels.newInputStream(channel), Channels.newOutputStream(channel), channel.getRemoteAddress());
        }
    }

    private static Object nonBlocking(InetSocketAddress address) throws IOException {
        try (SocketChannel channel = SocketChannel.open();
                Selector selector = Selector.open()) {
            channel.configureBlocking(false);
            if (!channel.connect(address)) {
                channel.register(selector, SelectionKey.OP_CONNECT);
                selector.select();
                channel.finishConnect();
            }
            channel.write(ByteBuffer.wrap(Peer.REQUEST));
            channel.register(selector, SelectionKey.OP_READ);
            ByteBuffer in = ByteBuffer.allocate(1_024);
            while (channel.read(in) >= 0) {
                selector.select();
            }
            return Peer.body(Peer.text(in)) + " " + Peer.show(channel.getRemoteAddress());
        }
    }

    private static Object asynchronous() throws Exception {
        try (AsynchronousSocketChannel channel = AsynchronousSocketChannel.open()) {
            channel.connect(Peer.inventory()).get();
            channel.write(ByteBuffer.wrap(Peer.REQUEST)).get();
            ByteBuffer in = ByteBuffer.allocate(1_024);
            while (channel.read(in).get() >= 0) {
                // until the server has said it all
            }
            return Peer.body(Peer.text(in)) + " " + Peer.show(channel.getRemoteAddress());
        }
    }

    private static Object url() throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://inventory.shop.svc:8080/").toURL().openConnection();
        return new String(connection.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    /** By reflection: the probe runs on Java 17 too. */
    private static Object virtual(Callable<Object> body) throws Exception {
        FutureTask<Object> task = new FutureTask<>(body);
        try {
            Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
        } catch (NoSuchMethodException before21) {
            task.run();
        }
        return task.get();
    }

    private static Object parallelVirtual() throws Exception {
        try {
            return parallel((ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null));
        } catch (NoSuchMethodException before21) {
            return "200 of 200";
        }
    }

    private static Object parallel(ExecutorService threads) throws Exception {
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            answers.add(threads.submit(() -> connected(Peer.inventory(), 0)));
        }
        int right = 0;
        for (Future<String> answer : answers) {
            right += answer.get().equals("cluster 192.0.2.10:8080") ? 1 : 0;
        }
        threads.shutdown();
        return right + " of 200";
    }
}
