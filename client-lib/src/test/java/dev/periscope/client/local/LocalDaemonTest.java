package dev.periscope.client.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.periscope.client.flow.FlowRecord;
import dev.periscope.client.testing.Configs;
import dev.periscope.client.testing.Daemon;
import dev.periscope.client.testing.EchoServer;
import dev.periscope.client.testing.FakeAgent;
import dev.periscope.client.testing.LocalClient;
import dev.periscope.tunnel.message.Errno;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The local protocol over a real Unix socket, with a real link on loopback behind it. */
class LocalDaemonTest {
    @TempDir
    Path folder;

    private FakeAgent agent;
    private EchoServer cluster;

    @SuppressWarnings("NullAway.Init") // by client(), as its filter differs
    private Daemon daemon;

    @BeforeEach
    void start() {
        agent = new FakeAgent();
        cluster = new EchoServer("cluster");
        agent.name("db", "db.shop.svc.cluster.local", "10.96.0.10");
        agent.name("db.shop.svc", "db.shop.svc.cluster.local", "10.96.0.10");
        agent.serve("10.96.0.10", 5432, cluster.tcp());
        agent.serve("10.96.0.10", 5353, cluster.udp());
    }

    @AfterEach
    void stop() throws IOException {
        daemon.close();
        agent.close();
        cluster.close();
    }

    private LocalClient client(dev.periscope.tunnel.message.LinkConfig config) throws IOException {
        agent.config(config);
        daemon = new Daemon(folder, agent);
        return LocalClient.greeted(daemon.socket(), 4711);
    }

    private static int viaPort(String answer) {
        assertThat(answer).matches("VIA \\w+ 127\\.0\\.0\\.1 \\d+");
        return Integer.parseInt(answer.substring(answer.lastIndexOf(' ') + 1));
    }

    private static String greeting(int port) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();
        }
    }

    @Test
    void theGreetingNamesTheSessionAndTheMachinesNameServers() throws IOException {
        try (var _ = client(Configs.none());
                LocalClient second = new LocalClient(daemon.socket())) {
            assertThat(second.ask("HELLO v=7 mech=preload pid=12"))
                    .isEqualTo("WELCOME v=1 session=test-session dns=127.0.0.53");
        }
    }

    @Test
    void whoDoesNotGreetOrCannotBeReadIsSentAway() throws IOException {
        try (var _ = client(Configs.none())) {
            for (String line : List.of("RESOLVE 1 0 db", "GET / HTTP/1.1", "HELLO", "x".repeat(5_000))) {
                try (LocalClient stranger = new LocalClient(daemon.socket())) {
                    assertThat(stranger.ask(line)).startsWith("BYE ");
                    assertThat(stranger.next()).isEmpty();
                }
            }
        }
    }

    @Test
    void aRemoteNameHasThePodsAddressesAndAConnectReachesThem() throws IOException {
        try (LocalClient client = client(Configs.none())) {
            assertThat(client.ask("RESOLVE 1 4 db")).isEqualTo("ADDR 1 30 10.96.0.10");
            int port = viaPort(client.ask("CONNECT 2 tcp 10.96.0.10 5432"));
            assertThat(client.ask("PEER 3 " + port)).isEqualTo("ORIG 3 10.96.0.10 5432");
            assertThat(greeting(port)).isEqualTo("cluster");
            assertThat(agent.openRequests().getFirst().name()).contains("db");
            await().untilAsserted(() -> assertThat(daemon.flows().records())
                    .filteredOn(flow -> flow.kind().equals("tcp"))
                    .singleElement()
                    .satisfies(flow -> {
                        assertThat(flow.side()).isEqualTo("Remote");
                        assertThat(flow.source()).isEqualTo("default");
                        assertThat(flow.names()).containsExactly("db", "db.shop.svc.cluster.local");
                        assertThat(flow.bytesIn()).isEqualTo("cluster\n".length());
                        assertThat(flow.ended()).isPresent();
                    }));
        }
    }

    @Test
    void unknownNamesAreFinalAndMissingFamiliesAreNoData() throws IOException {
        try (LocalClient client = client(Configs.none())) {
            assertThat(client.ask("RESOLVE 1 0 nowhere")).startsWith("NX 1 nowhere:");
            assertThat(client.ask("RESOLVE 2 6 db")).isEqualTo("NODATA 2");
        }
    }

    @Test
    void aLocalNameTheMachineDoesNotKnowIsLoopbackAndItsConnectsGoAsTheyAre() throws IOException {
        try (LocalClient client = client(Configs.local("db.shop.svc"))) {
            assertThat(client.ask("RESOLVE 1 4 db")).isEqualTo("ADDR 1 30 127.0.0.1");
            assertThat(client.ask("RESOLVE 2 0 db.shop")).isEqualTo("ADDR 2 30 127.0.0.1,::1");
            assertThat(client.ask("CONNECT 3 tcp 127.0.0.1 5432 host=db")).isEqualTo("LOCAL 3");
            assertThat(agent.askedNames()).isEmpty();
        }
    }

    @Test
    void anAddressGivenBeforeAnEditIsReplacedByTheOneThatHoldsNow() throws IOException {
        try (LocalClient client = client(Configs.local("db.shop.svc"))) {
            assertThat(client.ask("RESOLVE 1 4 db")).isEqualTo("ADDR 1 30 127.0.0.1");

            agent.config(Configs.none());

            // The program still has the loopback address, as a JVM remembers names for 30 s.
            await().untilAsserted(
                            () -> assertThat(greeting(viaPort(client.ask("CONNECT 2 tcp 127.0.0.1 5432 host=db"))))
                                    .isEqualTo("cluster"));
        }
    }

    @Test
    void anAddressThatIsStillGoodAfterAnEditIsKept() throws IOException {
        try (LocalClient client = client(Configs.none())) {
            assertThat(client.ask("RESOLVE 1 4 db")).isEqualTo("ADDR 1 30 10.96.0.10");

            agent.config(Configs.local("something.else"));

            assertThat(greeting(viaPort(client.ask("CONNECT 2 tcp 10.96.0.10 5432 host=db"))))
                    .isEqualTo("cluster");
        }
    }

    @Test
    void aLocalNameTheMachineKnowsHasTheMachinesAddress() throws IOException {
        try (LocalClient client = client(Configs.local("intranet.example"))) {
            daemon.machineKnows("intranet.example", "192.0.2.80");
            assertThat(client.ask("RESOLVE 1 4 intranet.example")).isEqualTo("ADDR 1 30 192.0.2.80");
            assertThat(client.ask("CONNECT 2 tcp 192.0.2.80 443")).isEqualTo("LOCAL 2");
        }
    }

    @Test
    void aRedirectMovesALocalNameToAnotherPort() throws IOException {
        var config = Configs.of(
                List.of("db.shop.svc"),
                List.of(),
                List.of(),
                Map.of("db.shop.svc:5432", "127.0.0.1:15432"),
                "Loopback",
                "Drain");
        try (LocalClient client = client(config)) {
            assertThat(client.ask("RESOLVE 1 4 db")).isEqualTo("ADDR 1 30 127.0.0.1");
            assertThat(client.ask("CONNECT 2 tcp 127.0.0.1 5432 host=db")).isEqualTo("VIA 2 127.0.0.1 15432");
            assertThat(client.ask("CONNECT 3 tcp 127.0.0.1 5433 host=db")).isEqualTo("LOCAL 3");
        }
    }

    @Test
    void aPortRuleSendsOnePortOfARemoteNameToTheMachine() throws IOException {
        try (LocalClient client = client(Configs.local("db:9999"))) {
            assertThat(client.ask("RESOLVE 1 4 db")).isEqualTo("ADDR 1 30 10.96.0.10");
            assertThat(client.ask("CONNECT 2 tcp 10.96.0.10 9999")).isEqualTo("VIA 2 127.0.0.1 9999");
            viaPort(client.ask("CONNECT 3 tcp 10.96.0.10 5432"));
        }
    }

    @Test
    void whatIsDeniedFailsAtOnceWithTheRule() throws IOException {
        try (LocalClient client = client(Configs.deny("payments.prod.svc", "203.0.113.0/24"))) {
            assertThat(client.ask("RESOLVE 1 0 payments.prod"))
                    .isEqualTo("NX 1 payments.prod is denied by the filter: Deny by payments.prod.svc (session)");
            assertThat(client.ask("CONNECT 2 tcp 203.0.113.7 443"))
                    .isEqualTo("DENY 2 203.0.113.7:443 is denied by the filter: Deny by 203.0.113.0/24 (session)");
            assertThat(client.ask("CONNECT 3 tcp 169.254.169.254 80")).startsWith("DENY 3 ");
        }
    }

    @Test
    void theRemoteConnectsErrorIsTheAnswer() throws IOException {
        agent.refuse("10.96.0.10", 1, Errno.CONNECTION_REFUSED);
        agent.refuse("10.96.0.10", 2, Errno.TIMED_OUT);
        agent.refuse("10.96.0.10", 3, Errno.NETWORK_UNREACHABLE);
        agent.refuse("10.96.0.10", 4, Errno.DENIED);
        try (LocalClient client = client(Configs.none())) {
            assertThat(client.ask("CONNECT 1 tcp 10.96.0.10 1")).isEqualTo("ERR 1 ECONNREFUSED the test says so");
            assertThat(client.ask("CONNECT 2 tcp 10.96.0.10 2")).startsWith("ERR 2 ETIMEDOUT ");
            assertThat(client.ask("CONNECT 3 tcp 10.96.0.10 3")).startsWith("ERR 3 ENETUNREACH ");
            assertThat(client.ask("CONNECT 4 tcp 10.96.0.10 4")).isEqualTo("DENY 4 the test says so");
        }
    }

    @Test
    void aNonBlockingConnectIsAnsweredSoonAndItsFailureIsAReset() throws IOException {
        agent.refuse("10.96.0.10", 1, Errno.CONNECTION_REFUSED);
        agent.delay("10.96.0.10", 1, Duration.ofMillis(900));
        agent.delay("10.96.0.10", 5432, Duration.ofMillis(600));
        try (LocalClient client = client(Configs.none())) {
            long begun = System.nanoTime();
            int refused = viaPort(client.ask("CONNECT 1 tcp 10.96.0.10 1 nb=1"));
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(800));
            try (Socket socket = new Socket("127.0.0.1", refused)) {
                org.assertj.core.api.Assertions.assertThatThrownBy(
                                () -> socket.getInputStream().read())
                        .isInstanceOf(SocketException.class);
            }
            assertThat(greeting(viaPort(client.ask("CONNECT 2 tcp 10.96.0.10 5432 nb=1"))))
                    .isEqualTo("cluster");
        }
    }

    @Test
    void aConnectWithATimeOutIsAnsweredInTime() throws IOException {
        agent.delay("10.96.0.10", 5432, Duration.ofSeconds(5));
        try (LocalClient client = client(Configs.none())) {
            assertThat(client.ask("CONNECT 1 tcp 10.96.0.10 5432 wait=100")).startsWith("ERR 1 ETIMEDOUT ");
        }
    }

    @Test
    void twoHundredConnectionsAtOnceEachGetTheirOwnBytesBack() throws Exception {
        try (LocalClient _ = client(Configs.none());
                ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<String>> tasks = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String text = "number " + i;
                tasks.add(() -> {
                    try (LocalClient own = LocalClient.greeted(daemon.socket(), 4711);
                            Socket socket = new Socket(
                                    "127.0.0.1", viaPort(own.ask("CONNECT 1 tcp 10.96.0.10 5432 host=db")))) {
                        socket.getOutputStream().write((text + "\n").getBytes(UTF_8));
                        socket.shutdownOutput();
                        String all = new String(socket.getInputStream().readAllBytes(), UTF_8);
                        assertThat(all).isEqualTo("cluster\n" + text + "\n");
                        return text;
                    }
                });
            }
            for (Future<String> done : pool.invokeAll(tasks)) {
                assertThat(done.get()).startsWith("number ");
            }
        }
    }

    @Test
    void datagramsGoThereAndBackForEachSocketOfTheProgram() throws IOException {
        try (LocalClient client = client(Configs.none())) {
            int port = viaPort(client.ask("CONNECT 1 udp 10.96.0.10 5353"));
            assertThat(viaPort(client.ask("CONNECT 2 udp 10.96.0.10 5353"))).isEqualTo(port);
            try (DatagramSocket first = new DatagramSocket();
                    DatagramSocket second = new DatagramSocket()) {
                assertThat(exchange(first, port, "one")).isEqualTo("one");
                assertThat(exchange(second, port, "two")).isEqualTo("two");
                assertThat(exchange(first, port, "three")).isEqualTo("three");
            }
        }
    }

    private static String exchange(DatagramSocket socket, int port, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        socket.setSoTimeout(5_000);
        socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.ofLiteral("127.0.0.1"), port));
        DatagramPacket answer = new DatagramPacket(new byte[1_000], 1_000);
        socket.receive(answer);
        return new String(answer.getData(), 0, answer.getLength(), UTF_8);
    }

    @Test
    void anEditedFilterActsOnNewFlowsAndClosesWhatItDenies() throws IOException {
        try (LocalClient client = client(Configs.none());
                Socket open = new Socket("127.0.0.1", viaPort(client.ask("CONNECT 1 tcp 10.96.0.10 5432 host=db")))) {
            BufferedReader lines = new BufferedReader(new InputStreamReader(open.getInputStream(), UTF_8));
            assertThat(lines.readLine()).isEqualTo("cluster");

            agent.config(Configs.local("db"));
            await().untilAsserted(() -> assertThat(client.ask("RESOLVE 2 4 db")).isEqualTo("ADDR 2 30 127.0.0.1"));
            open.getOutputStream().write("still\n".getBytes(UTF_8));
            assertThat(lines.readLine()).isEqualTo("still");

            agent.config(Configs.deny("db"));
            open.setSoTimeout(5_000);
            org.assertj.core.api.Assertions.assertThatThrownBy(lines::readLine).isInstanceOf(SocketException.class);
            assertThat(daemon.flows().records())
                    .extracting(FlowRecord::outcome)
                    .anyMatch(outcome -> outcome.startsWith("closed by a filter change"));
        }
    }

    @Test
    void brokenProcessesAreReported() throws IOException {
        try (LocalClient client = client(Configs.none())) {
            client.send("BROKEN no hook in java.net");
            await().untilAsserted(() -> assertThat(daemon.events()).contains("broken no hook in java.net"));
        }
    }
}
