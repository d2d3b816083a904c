package dev.periscope.client.dns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** The name servers of the machine's {@code resolv.conf}(5), asked over UDP in their order. */
public final class MachineNameServer implements DnsAnswers.Upstream {
    private static final int PORT = 53;
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final List<InetAddress> servers;
    private final Executor blocking;

    public MachineNameServer(List<InetAddress> servers, Executor blocking) {
        this.servers = List.copyOf(servers);
        this.blocking = blocking;
    }

    /** The addresses in a {@code resolv.conf}, at most three as resolv.conf(5) has it; none when it cannot be read. */
    public static List<InetAddress> read(Path resolvConf) {
        try {
            return Files.readString(resolvConf, StandardCharsets.ISO_8859_1)
                    .lines()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(fields -> fields.length > 1 && fields[0].equals("nameserver"))
                    .map(fields -> fields[1])
                    .filter(address -> address.matches("[0-9a-fA-F.:]+"))
                    .limit(3)
                    .map(InetAddress::ofLiteral)
                    .toList();
        } catch (IOException | IllegalArgumentException unreadable) {
            return List.of();
        }
    }

    @Override
    public CompletionStage<byte[]> ask(byte[] message) {
        return CompletableFuture.supplyAsync(() -> askInTurn(message), blocking);
    }

    private byte[] askInTurn(byte[] message) {
        IOException last = new IOException("resolv.conf names no server");
        for (InetAddress server : servers) {
            try (DatagramSocket socket = new DatagramSocket()) {
                socket.connect(server, PORT);
                socket.setSoTimeout((int) TIMEOUT.toMillis());
                socket.send(new DatagramPacket(message, message.length));
                DatagramPacket reply = new DatagramPacket(new byte[65_535], 65_535);
                socket.receive(reply);
                return Arrays.copyOf(reply.getData(), reply.getLength());
            } catch (IOException failed) {
                last = failed;
            }
        }
        throw new UncheckedIOException(last);
    }
}
