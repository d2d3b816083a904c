package dev.periscope.testkit;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/**
 * etcd and kube-apiserver on free ports of the loopback interface, with their own folder; both go on {@link #close()}.
 * {@link #kill()} and {@link #start()} touch only the API server: etcd keeps what is stored. Methods that start and end
 * processes exclude one another.
 */
final class ApiServerProcess implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 3;
    private static final String AUDIT_POLICY = """
            apiVersion: audit.k8s.io/v1
            kind: Policy
            omitStages: [RequestReceived]
            rules: [{level: Metadata}]
            """;

    private final CertificateAuthority authority;
    private final ApiServerFlags flags;
    private final Readiness readiness;
    private final SupervisedProcess etcd;
    private SupervisedProcess apiServer;

    private ApiServerProcess(ClusterBinaries binaries, CertificateAuthority authority) throws IOException {
        this.authority = authority;
        this.flags = writeFolder(binaries, authority);
        this.readiness = new Readiness(flags.url(), authority.certificate());
        this.etcd = SupervisedProcess.start("etcd", flags.file("etcd.log"), flags.etcd());
        this.apiServer = launch();
    }

    /**
     * Returns when the API server is ready, after about three seconds.
     *
     * @throws IllegalStateException when the programs are missing or do not start; the message ends with their logs
     */
    static ApiServerProcess launchNew(Instant now) {
        ClusterBinaries binaries = ClusterBinaries.locate();
        CertificateAuthority authority = new CertificateAuthority(now);
        IllegalStateException failure = new IllegalStateException("not tried");
        // A port found free may be taken before the server opens it, so an early end is worth another try.
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                ApiServerProcess process = new ApiServerProcess(binaries, authority);
                try {
                    process.awaitReady();
                    // An interrupted build ends without closing; the processes go by themselves, the folder would not.
                    Runtime.getRuntime().addShutdownHook(new Thread(process::close, "testkit-close"));
                    return process;
                } catch (IllegalStateException e) {
                    failure = e;
                    process.close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot prepare the folder of the test API server", e);
            }
        }
        throw failure;
    }

    CertificateAuthority authority() {
        return authority;
    }

    ApiServerFlags flags() {
        return flags;
    }

    synchronized void kill() {
        apiServer.kill();
    }

    synchronized void start() {
        if (!apiServer.alive()) {
            apiServer = launch();
        }
        awaitReady();
    }

    @Override
    public synchronized void close() {
        apiServer.kill();
        etcd.kill();
        if (!Files.exists(flags.folder())) {
            return;
        }
        try (Stream<Path> files = Files.walk(flags.folder())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + flags.folder(), e);
        }
    }

    private SupervisedProcess launch() {
        return SupervisedProcess.start("kube-apiserver", flags.file("kube-apiserver.log"), flags.apiServer());
    }

    private void awaitReady() {
        try {
            await().atMost(READY_WITHIN)
                    .pollInterval(Duration.ofMillis(50))
                    .failFast("a process ended", () -> !etcd.alive() || !apiServer.alive())
                    .until(readiness::reached);
        } catch (ConditionTimeoutException | TerminalFailureException e) {
            throw new IllegalStateException(
                    "the test API server did not become ready. etcd (%s):%n%s%nkube-apiserver (%s):%n%s"
                            .formatted(state(etcd), etcd.logTail(), state(apiServer), apiServer.logTail()),
                    e);
        }
    }

    private static String state(SupervisedProcess process) {
        return process.alive() ? "running" : "ended";
    }

    private static ApiServerFlags writeFolder(ClusterBinaries binaries, CertificateAuthority authority)
            throws IOException {
        Path folder = Files.createTempDirectory("periscope-testkit-");
        PemIdentity server = authority.server("127.0.0.1", "localhost");
        Files.writeString(folder.resolve("ca.crt"), authority.certificate());
        Files.writeString(folder.resolve("server.crt"), server.certificate());
        Files.writeString(folder.resolve("server.key"), server.key());
        Files.writeString(folder.resolve("audit-policy.yaml"), AUDIT_POLICY);
        List<Integer> ports = freePorts(3);
        return new ApiServerFlags(binaries, folder, ports.get(0), ports.get(1), ports.get(2));
    }

    /** All held open until the last is found, so that they differ. */
    private static List<Integer> freePorts(int count) throws IOException {
        if (count == 0) {
            return List.of();
        }
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<Integer> others = freePorts(count - 1);
            return Stream.concat(Stream.of(socket.getLocalPort()), others.stream())
                    .toList();
        }
    }
}
