package dev.periscope.client.local;

import dev.periscope.tunnel.message.Transport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Who owns a socket on loopback: other users of the machine can reach a loopback port too. Read from
 * {@code /proc/net}, see proc_pid_net(5); where there is none, nobody can tell and everybody passes.
 */
final class SocketOwner {
    private final Path procNet;
    private final int self;

    private SocketOwner(Path procNet, int self) {
        this.procNet = procNet;
        this.self = self;
    }

    static SocketOwner system() {
        int uid;
        try {
            uid = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException notLinux) {
            uid = -1;
        }
        return new SocketOwner(Path.of("/proc/self/net"), uid);
    }

    static SocketOwner of(Path procNet, int self) {
        return new SocketOwner(procNet, self);
    }

    /**
     * Whether the process at the other end of a loopback connection may be of this user. Blocks for a short while.
     *
     * @param peerPort its port
     * @param ownPort this end's port; for UDP it is not looked at
     */
    boolean mayBeOwn(Transport transport, int peerPort, int ownPort) {
        if (self < 0) {
            return true;
        }
        String table = transport.name().toLowerCase(Locale.ROOT);
        List<OptionalInt> owners = Stream.of(procNet.resolve(table), procNet.resolve(table + "6"))
                .map(file -> ownerIn(file, peerPort, transport == Transport.TCP ? ownPort : 0))
                .toList();
        return owners.stream().allMatch(OptionalInt::isEmpty)
                ? !Files.exists(procNet.resolve(table))
                : owners.stream().anyMatch(owner -> owner.isPresent() && owner.getAsInt() == self);
    }

    private static OptionalInt ownerIn(Path file, int localPort, int remotePort) {
        String local = ":%04X".formatted(localPort);
        String remote = ":%04X".formatted(remotePort);
        try (Stream<String> lines = Files.lines(file, StandardCharsets.US_ASCII)) {
            return lines.skip(1)
                    .map(line -> line.strip().split("\\s+"))
                    .filter(fields -> fields.length > 7
                            && fields[1].endsWith(local)
                            && (remotePort == 0 || fields[2].endsWith(remote)))
                    .mapToInt(fields -> Integer.parseInt(fields[7]))
                    .findFirst();
        } catch (IOException | java.io.UncheckedIOException absent) {
            return OptionalInt.empty();
        }
    }
}
