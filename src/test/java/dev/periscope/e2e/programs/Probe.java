package dev.periscope.e2e.programs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * The developer's program: does what each line on standard input says and answers with one line, {@code OK …} or {@code ERR class: text}.
 * It stays connected between lines where asked to, so that a test can break things under it.
 */
public final class Probe {

    private static final int TIMEOUT_MILLIS = 20_000;

    private final java.util.Map<String, Socket> kept = new java.util.HashMap<>();

    private Probe() {}

    public static void main(String[] args) throws IOException {
        var probe = new Probe();
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("READY");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(probe.answer(line.split(" ")));
        }
    }

    private String answer(String[] words) {
        try {
            return "OK " + act(words);
        } catch (Exception e) {
            return "ERR " + e.getClass().getSimpleName() + ": " + e.getMessage();
        }
    }

    private String act(String[] words) throws Exception {
        return switch (words[0]) {
            case "greet" -> greet(words[1], port(words[2]));
            case "connect" -> connectOnly(words[1], port(words[2]));
            case "keep" -> keep(words[1], words[2], port(words[3]));
            case "say" -> say(words[1], words[2]);
            case "resolve" -> resolve(words[1]);
            case "localhost" -> InetAddress.getLocalHost().getHostName();
            case "upload" -> upload(words[1], port(words[2]), Long.parseLong(words[3]), Long.parseLong(words[4]));
            case "download" -> download(words[1], port(words[2]), Long.parseLong(words[3]), Long.parseLong(words[4]));
            case "both" -> bothWays(words[1], port(words[2]), Long.parseLong(words[3]), Long.parseLong(words[4]));
            case "reset" -> untilReset(words[1], port(words[2]));
            case "parallel" -> parallel(words[1], port(words[2]), Integer.parseInt(words[3]));
            case "udp" -> udp(words[1], port(words[2]), Integer.parseInt(words[3]));
            case "http" -> http(words[1]);
            case "env" -> String.valueOf(System.getenv(words[1]));
            case "exit" -> exit(Integer.parseInt(words[1]));
            default -> throw new IllegalArgumentException("unknown: " + words[0]);
        };
    }

    private static int port(String text) {
        return Integer.parseInt(text);
    }

    private static Socket open(String host, int port) throws IOException {
        var socket = new Socket();
        socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }

    private static String line(InputStream in) throws IOException {
        var text = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("end of input after '" + text + "'");
            }
            text.append((char) c);
        }
        return text.toString();
    }

    private static String greet(String host, int port) throws IOException {
        try (var socket = open(host, port)) {
            return line(socket.getInputStream()) + " at "
                    + socket.getInetAddress().getHostAddress();
        }
    }

    private static String connectOnly(String host, int port) throws IOException {
        long start = System.nanoTime();
        try (var socket = open(host, port)) {
            return socket.getRemoteSocketAddress() + " in "
                    + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms";
        }
    }

    private String keep(String id, String host, int port) throws IOException {
        var socket = open(host, port);
        kept.put(id, socket);
        return line(socket.getInputStream());
    }

    private String say(String id, String text) throws IOException {
        var socket = kept.get(id);
        if (socket == null) {
            throw new IOException("nothing kept as " + id);
        }
        socket.getOutputStream().write((text + "\n").getBytes(StandardCharsets.UTF_8));
        return line(socket.getInputStream());
    }

    private static String resolve(String name) throws IOException {
        return Arrays.stream(InetAddress.getAllByName(name))
                .map(InetAddress::getHostAddress)
                .collect(Collectors.joining(","));
    }

    private static String upload(String host, int port, long bytes, long seed) throws IOException {
        try (var socket = open(host, port)) {
            TestServer.send(socket.getOutputStream(), bytes, seed);
            socket.shutdownOutput();
            return same(line(socket.getInputStream()), bytes, seed);
        }
    }

    private static String download(String host, int port, long bytes, long seed) throws IOException {
        try (var socket = open(host, port)) {
            socket.getOutputStream().write((bytes + " " + seed + "\n").getBytes(StandardCharsets.US_ASCII));
            return same(digest(socket.getInputStream()), bytes, seed);
        }
    }

    private static String bothWays(String host, int port, long bytes, long seed) throws Exception {
        try (var socket = open(host, port);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            line(socket.getInputStream());
            Future<String> received = threads.submit(() -> digest(socket.getInputStream()));
            TestServer.send(socket.getOutputStream(), bytes, seed);
            socket.shutdownOutput();
            return same(received.get(), bytes, seed);
        }
    }

    private static String digest(InputStream in) throws IOException {
        var digest = new ContentDigest();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = in.read(buffer)) >= 0) {
            digest.add(buffer, read);
        }
        return digest.result();
    }

    private static String same(String got, long bytes, long seed) throws IOException {
        var expected = new ContentDigest();
        TestServer.send(
                new OutputStream() {
                    @Override
                    public void write(int b) {
                        write(new byte[] {(byte) b}, 0, 1);
                    }

                    @Override
                    public void write(byte[] b, int offset, int count) {
                        expected.add(b, count);
                    }
                },
                bytes,
                seed);
        String want = expected.result();
        if (!got.equals(want)) {
            throw new IOException("content differs: sent " + want + ", arrived " + got);
        }
        return bytes + " bytes intact";
    }

    private static String untilReset(String host, int port) throws IOException {
        try (var socket = open(host, port)) {
            socket.getOutputStream().write(1);
            int read = socket.getInputStream().read();
            return read < 0 ? "end of input" : "byte " + read;
        }
    }

    private static String parallel(String host, int port, int count) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Callable<String>>();
            for (int i = 0; i < count; i++) {
                String token = "token-" + i;
                calls.add(() -> echoed(host, port, token));
            }
            var wrong = new ArrayList<String>();
            for (var call : threads.invokeAll(calls)) {
                try {
                    call.get();
                } catch (java.util.concurrent.ExecutionException e) {
                    wrong.add(String.valueOf(e.getCause()));
                }
            }
            if (!wrong.isEmpty()) {
                throw new IOException(wrong.size() + " of " + count + " failed, first: " + wrong.getFirst());
            }
            return count + " connections";
        }
    }

    private static String echoed(String host, int port, String token) throws IOException {
        try (var socket = open(host, port)) {
            line(socket.getInputStream());
            socket.getOutputStream().write((token + "\n").getBytes(StandardCharsets.US_ASCII));
            String back = line(socket.getInputStream());
            if (!back.equals(token)) {
                throw new IOException("said " + token + ", heard " + back);
            }
            return back;
        }
    }

    private static String udp(String host, int port, int size) throws IOException {
        var payload = new byte[size];
        new java.util.SplittableRandom(size).nextBytes(payload);
        var server = new InetSocketAddress(host, port);
        try (var socket = new DatagramSocket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.send(new DatagramPacket(payload, size, server));
            var answer = new DatagramPacket(new byte[65_507], 65_507);
            socket.receive(answer);
            boolean same = Arrays.equals(payload, 0, size, answer.getData(), 0, answer.getLength());
            if (!same || !answer.getSocketAddress().equals(server)) {
                throw new IOException(
                        answer.getLength() + " bytes from " + answer.getSocketAddress() + ", same=" + same);
            }
            return size + " bytes echoed";
        }
    }

    private static String http(String url) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofMillis(TIMEOUT_MILLIS));
        try (var client = HttpClient.newHttpClient()) {
            var response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return response.statusCode() + " " + response.body().strip().replace('\n', ' ');
        }
    }

    private static String exit(int status) {
        System.out.println("OK bye");
        System.exit(status);
        return "";
    }
}
