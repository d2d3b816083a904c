package dev.periscope.javaagent.stage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** The Periscope client, as far as the local protocol goes. */
final class FakeClient implements AutoCloseable {
    private final ExecutorService threads;
    private final AtomicBoolean killed = new AtomicBoolean();
    private final Path path;
    private volatile ServerSocketChannel listener;
    private final EvidenceServer remote;
    private final DatagramServer echo;
    private final DatagramServer dns;
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final Queue<SocketChannel> connections = new ConcurrentLinkedQueue<>();

    FakeClient(Path socket, ExecutorService threads) throws IOException {
        this.threads = threads;
        this.remote = new EvidenceServer("cluster", threads);
        this.echo = new DatagramServer(FakeClient::echo, threads);
        this.dns = new DatagramServer(DnsAnswer::to, threads);
        this.path = socket;
        this.listener = listen();
    }

    /** Every line it was sent, without the question's id. */
    Queue<String> asked() {
        return asked;
    }

    /** As if it had been killed. */
    @Override
    public void close() throws IOException {
        listener.close();
        for (SocketChannel connection : connections) {
            connection.close();
        }
    }

    private static byte[] echo(byte[] datagram) {
        return ("cluster:" + new String(datagram, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    private ServerSocketChannel listen() throws IOException {
        ServerSocketChannel opened = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        opened.bind(UnixDomainSocketAddress.of(path), 512);
        threads.execute(() -> accept(opened));
        return opened;
    }

    /** Dies and is back two seconds later. */
    private void restart() {
        if (!killed.compareAndSet(false, true)) {
            return; // asked once more by a thread whose connection was one of those that broke
        }
        try {
            close();
            Files.delete(path);
            pause(2_000);
            listener = listen();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void accept(ServerSocketChannel opened) {
        while (true) {
            try {
                SocketChannel connection = opened.accept();
                connections.add(connection);
                threads.execute(() -> serve(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(SocketChannel connection) {
        try (connection;
                BufferedReader in = new BufferedReader(Channels.newReader(connection, StandardCharsets.UTF_8));
                PrintStream out = new PrintStream(Channels.newOutputStream(connection), true, StandardCharsets.UTF_8)) {
            String line;
            while ((line = in.readLine()) != null) {
                out.print(answer(line.split(" ")) + "\n");
                out.flush();
            }
        } catch (IOException gone) {
            // So is the program.
        }
    }

    private String answer(String[] words) throws IOException {
        asked.add(words[0] + " "
                + String.join(
                        " ", java.util.Arrays.asList(words).subList(words[0].equals("HELLO") ? 1 : 2, words.length)));
        return switch (words[0]) {
            case "HELLO" -> "WELCOME v=1 session=test dns=127.0.0.53,192.0.2.53";
            case "RESOLVE" -> {
                if (words[3].equals("kill.shop.svc")) {
                    restart();
                }
                yield World.resolve(words[3]).formatted(words[1]);
            }
            case "CONNECT" -> connect(words).formatted(words[1]);
            default -> "";
        };
    }

    private String connect(String[] words) throws IOException {
        boolean udp = words[2].equals("udp");
        String options = String.join(" ", words);
        return switch (World.connect(words[2], words[3], Integer.parseInt(words[4]), options)) {
            case BRIDGE -> via(udp ? echo.port() : new TcpBridge(remote.port(), threads).port());
            case DNS -> via(dns.port());
            case LOCAL -> "LOCAL %s";
            case DENIED -> "DENY %s " + World.DENIED;
            case REFUSED -> "ERR %s ECONNREFUSED the pod was refused";
            case NO_ROUTE -> "ERR %s EHOSTUNREACH no route from the pod";
            case NO_NETWORK -> "ERR %s ENETUNREACH no network from the pod";
            case SILENT -> {
                int wait = options.indexOf("wait=");
                pause(
                        wait < 0
                                ? 300
                                : Integer.parseInt(options.substring(wait + 5).split(" ")[0]));
                yield "ERR %s ETIMEDOUT the peer is silent";
            }
            case SLOW -> {
                pause(options.contains("nb=1") ? 250 : 300);
                yield via(new TcpBridge(remote.port(), threads).port());
            }
        };
    }

    private static String via(int port) {
        return "VIA %s 127.0.0.1 " + port;
    }

    private static void pause(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}
