package dev.periscope.agent;

import static dev.periscope.agent.SessionUnderTest.LOOPBACK;
import static dev.periscope.agent.SessionUnderTest.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.periscope.agent.selftest.LoopbackSession;
import dev.periscope.agent.selftest.SampleConfiguration;
import dev.periscope.agent.selftest.TestStream;
import dev.periscope.control.AgentMessage;
import dev.periscope.control.OperatorMessage;
import dev.periscope.control.OperatorMessage.Configure;
import dev.periscope.control.OperatorMessage.Limits;
import dev.periscope.tunnel.key.Identity;
import dev.periscope.tunnel.link.LinkClient;
import dev.periscope.tunnel.link.LinkEnd;
import dev.periscope.tunnel.link.OpenResult;
import dev.periscope.tunnel.message.Errno;
import dev.periscope.tunnel.message.ResolveAnswer;
import dev.periscope.tunnel.message.Transport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentTest {

    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

    private final SessionUnderTest test = new SessionUnderTest();
    private final LoopbackSession session = test.session;

    @AfterEach
    void close() {
        test.close();
    }

    private static Configure loopbackRemote() {
        return SampleConfiguration.with(
                SampleConfiguration.outgoing(List.of(), List.of(LOOPBACK, "*.shop.svc"), List.of()), List.of());
    }

    private static Configure denying(String... entries) {
        return SampleConfiguration.with(
                SampleConfiguration.outgoing(List.of(), List.of(LOOPBACK), List.of(entries)), List.of());
    }

    private static void assertDenied(OpenResult result, String rule) {
        assertThat(result).isInstanceOfSatisfying(OpenResult.Failed.class, failed -> {
            assertThat(failed.errno()).isEqualTo(Errno.DENIED);
            assertThat(failed.text()).contains(rule);
        });
    }

    @Test
    void enrolsAcknowledgesRegistersAndSaysSo() {
        test.start(loopbackRemote());

        await().untilAsserted(() -> assertThat(test.heard(AgentMessage.Registered.class))
                .last()
                .isEqualTo(new AgentMessage.Registered(List.of("127.0.0.1"))));
        assertThat(test.heard(AgentMessage.Enrol.class)).singleElement().satisfies(enrol -> {
            assertThat(enrol.token()).isEqualTo("token");
            assertThat(enrol.facts().podAddress()).contains("127.0.0.1");
            assertThat(enrol.facts().notes())
                    .containsEntry("environment", "the agent is not tied to the target container");
        });
        assertThat(test.heard(AgentMessage.Configured.class))
                .singleElement()
                .satisfies(configured -> assertThat(configured.filterHash()).hasSize(64));
    }

    @Test
    void tellsTheClientTheFilterInForceWithItsHash() {
        test.start(loopbackRemote());

        test.attach();

        await().untilAsserted(() -> assertThat(test.configs).singleElement().satisfies(config -> {
            assertThat(config.remote()).containsExactly(LOOPBACK, "*.shop.svc");
            assertThat(config.hash())
                    .isEqualTo(
                            test.heard(AgentMessage.Configured.class).getFirst().filterHash());
            assertThat(config.search()).startsWith("shop.svc.cluster.local");
            assertThat(config.ndots()).isEqualTo(5);
        }));
    }

    @Test
    void bytesGoThroughBothWaysUnchangedAndTheEndsOfBothDirectionsToo() {
        test.start(loopbackRemote());
        byte[] bytes = new byte[20_000_000];
        new Random(1).nextBytes(bytes);

        TestStream stream =
                test.opened(test.attach(), Transport.TCP, session.servers().tcpPort());
        stream.send(bytes);
        stream.finish();

        await().until(stream::isFinished);
        assertThat(stream.received()).isEqualTo(bytes);
    }

    @Test
    void datagramsGoThroughAsTheyAre() {
        test.start(loopbackRemote());

        TestStream flow =
                test.opened(test.attach(), Transport.UDP, session.servers().udpPort());
        flow.send(new byte[] {0, 5, 'h', 'e', 'l', 'l', 'o'});

        await().untilAsserted(() -> assertThat(flow.received()).containsExactly(0, 5, 'h', 'e', 'l', 'l', 'o'));
    }

    @Test
    void aRefusedConnectIsRefusedAsInThePod() {
        test.start(loopbackRemote());

        assertThat(test.open(test.attach(), Transport.TCP, "127.0.0.1", 1, ""))
                .isEqualTo(new OpenResult.Failed(Errno.CONNECTION_REFUSED, "tcp://127.0.0.1:1: Connection refused"));
    }

    @Test
    void aClientThatLiesAboutNamesAndSpellingsGetsNothing() {
        session.zone().address("api.shop.svc.cluster.local", 30, "10.0.0.1");
        test.start(loopbackRemote());
        LinkClient link = test.attach();

        assertDenied(test.open(link, Transport.TCP, "169.254.169.254", 80, "api.shop.svc"), "169.254.0.0/16");
        assertDenied(test.open(link, Transport.TCP, "::ffff:169.254.169.254", 80, ""), "169.254.0.0/16");
        assertDenied(test.open(link, Transport.TCP, "10.0.0.2", 80, "api.shop.svc"), "default");
        assertDenied(test.open(link, Transport.UDP, "10.0.0.2", 53, ""), "default");
        await().untilAsserted(() -> assertThat(test.heard(AgentMessage.Counters.class))
                .last()
                .satisfies(counters ->
                        assertThat(counters.clients().getFirst().denied()).isEqualTo(4)));
    }

    @Test
    void namesAreResolvedAsThePodDoesAndOpenTheirAddresses() {
        session.zone().address("echo.shop.svc.cluster.local", 30, "127.0.0.1");
        test.start(SampleConfiguration.remoteOnly("echo.shop.svc"));
        LinkClient link = test.attach();
        int port = session.servers().tcpPort();

        assertDenied(test.open(link, Transport.TCP, "127.0.0.1", port, ""), "127.0.0.0/8");
        assertThat(test.resolve(link, "echo"))
                .isInstanceOfSatisfying(
                        ResolveAnswer.Found.class,
                        found -> assertThat(found.name()).isEqualTo("echo.shop.svc.cluster.local"));

        assertThat(test.open(link, Transport.TCP, "127.0.0.1", port, "")).isInstanceOf(OpenResult.Opened.class);
    }

    @Test
    void aSlowNameDelaysNoOther() {
        session.zone().silent("slow.shop.svc").silent("slow.shop.svc.shop.svc.cluster.local");
        session.zone().address("echo.shop.svc.cluster.local", 30, "127.0.0.1");
        test.start(loopbackRemote());
        LinkClient link = test.attach();

        var slow = link.resolve(new dev.periscope.tunnel.message.ResolveRequest.Lookup(
                        "slow.shop.svc", dev.periscope.tunnel.message.ResolveRequest.Family.ANY, true))
                .toCompletableFuture();
        assertThat(test.resolve(link, "echo.shop.svc")).isInstanceOf(ResolveAnswer.Found.class);

        assertThat(slow).isNotDone();
        assertThat(get(slow)).isInstanceOf(ResolveAnswer.TimedOut.class);
    }

    @Test
    void aChangedFilterEndsWhatItDeniesAndIsToldToTheClient() {
        test.start(loopbackRemote());
        LinkClient link = test.attach();
        TestStream denied = test.opened(link, Transport.TCP, session.servers().tcpPort());

        session.configure(denying("127.0.0.1:" + session.servers().tcpPort()), test.client);

        await().untilAsserted(() -> assertThat(denied.reset()).contains(Errno.DENIED));
        assertThat(denied.resetText())
                .startsWith("Deny by 127.0.0.1:" + session.servers().tcpPort());
        await().untilAsserted(() -> assertThat(test.configs).hasSize(2));
        assertDenied(
                test.open(link, Transport.TCP, "127.0.0.1", session.servers().tcpPort(), ""), "Deny by");
        await().untilAsserted(() -> assertThat(test.heard(AgentMessage.Configured.class))
                .extracting(AgentMessage.Configured::revision)
                .containsExactly(1L, 2L));
    }

    @Test
    void aFilterThatMerelyKeepsAFlowLocalLeavesItToFinish() {
        test.start(loopbackRemote());
        TestStream flow =
                test.opened(test.attach(), Transport.TCP, session.servers().tcpPort());

        session.configure(SampleConfiguration.remoteOnly("other.svc"), test.client);
        await().untilAsserted(() -> assertThat(test.configs).hasSize(2));
        flow.send(HELLO);

        await().untilAsserted(() -> assertThat(flow.received()).isEqualTo(HELLO));
    }

    @Test
    void withOnChangeResetItIsEndedToo() {
        test.start(loopbackRemote());
        TestStream flow =
                test.opened(test.attach(), Transport.TCP, session.servers().tcpPort());

        session.configure(
                SampleConfiguration.with(
                        new OperatorMessage.Outgoing(
                                List.of(),
                                List.of("other.svc"),
                                List.of(),
                                java.util.Optional.empty(),
                                Map.of(),
                                "Loopback",
                                "Reset"),
                        List.of()),
                test.client);

        await().untilAsserted(() -> assertThat(flow.reset()).contains(Errno.DENIED));
    }

    @Test
    void onlyClientsOfTheConfigurationMayAttach() {
        test.start(loopbackRemote());

        assertThatThrownBy(() -> test.attach(session.identity("stranger"))).isInstanceOf(AssertionError.class);
        await().untilAsserted(() -> assertThat(test.log()).contains("a client could not attach"));
    }

    @Test
    void aClientThatIsRemovedLosesItsLinkAndAnotherKeepsIts() {
        Identity other = session.identity("other");
        session.prepare(loopbackRemote(), test.client, other);
        test.session.start(SessionUnderTest.QUICK);
        await().until(() -> !session.gateway().registered().isEmpty());
        LinkClient removed = test.attach();
        LinkClient kept = test.attach(other);

        session.configure(loopbackRemote(), other);

        assertThat(get(removed.ended()).reason()).isEqualTo(LinkEnd.Reason.NOT_ALLOWED);
        TestStream stream = test.opened(kept, Transport.TCP, session.servers().tcpPort());
        stream.send(HELLO);
        await().untilAsserted(() -> assertThat(stream.received()).isEqualTo(HELLO));
    }

    @Test
    void oneClientMayOpenNoMoreConnectionsThanTheLimit() {
        Configure base = loopbackRemote();
        Configure limited = new Configure(
                1,
                base.namespace(),
                base.session(),
                base.serverName(),
                base.outgoing(),
                base.policies(),
                List.of(),
                List.of(),
                base.environment(),
                new Limits(1, 32 << 20, 0));
        test.start(limited);
        LinkClient first = test.attach();
        LinkClient second = test.attach();
        TestStream stream = test.opened(first, Transport.TCP, session.servers().tcpPort());

        OpenResult refused =
                test.open(second, Transport.TCP, "127.0.0.1", session.servers().tcpPort(), "");
        assertThat(refused).isInstanceOfSatisfying(OpenResult.Failed.class, failed -> {
            assertThat(failed.errno()).isEqualTo(Errno.LIMIT);
            assertThat(failed.text()).contains("1 connections open");
        });

        stream.finish();
        await().untilAsserted(() -> assertThat(test.open(
                        second, Transport.TCP, "127.0.0.1", session.servers().tcpPort(), ""))
                .isInstanceOf(OpenResult.Opened.class));
    }

    @Test
    void theEnvironmentIsGivenAfterItsRules() {
        Configure base = loopbackRemote();
        test.start(new Configure(
                1,
                base.namespace(),
                base.session(),
                base.serverName(),
                base.outgoing(),
                base.policies(),
                List.of(),
                List.of(),
                SampleConfiguration.environment(Map.of("DB_URL", "jdbc:x", "AWS_KEY", "s3cret", "PATH", "/bin")),
                base.limits()));

        var environment = get(test.attach().environment());

        assertThat(environment.source()).isEqualTo("PodSpec");
        assertThat(environment.values()).containsExactlyEntriesOf(Map.of("DB_URL", "jdbc:x"));
        assertThat(test.log()).doesNotContain("jdbc:x").doesNotContain("token");
    }

    @Test
    void countsFlowsAndBytesOfEachClientAndReportsThem() {
        test.start(loopbackRemote());
        TestStream stream =
                test.opened(test.attach(), Transport.TCP, session.servers().tcpPort());
        stream.send(HELLO);
        stream.finish();

        await().untilAsserted(() -> assertThat(test.heard(AgentMessage.Counters.class))
                .last()
                .satisfies(counters -> {
                    assertThat(counters.memoryBytes()).isPositive();
                    assertThat(counters.clients()).singleElement().satisfies(client -> {
                        assertThat(client.name()).isEqualTo(LoopbackSession.name(test.client));
                        assertThat(client.connected()).isTrue();
                        assertThat(client.flows()).isZero();
                        assertThat(client.totalFlows()).isEqualTo(1);
                        assertThat(client.bytesIn()).isEqualTo(5);
                        assertThat(client.bytesOut()).isEqualTo(5);
                    });
                }));
    }

    @Test
    void runningStreamsDoNotNoticeAnOperatorThatRestarts() {
        test.start(loopbackRemote());
        TestStream stream =
                test.opened(test.attach(), Transport.TCP, session.servers().tcpPort());

        session.operator().stop();
        stream.send(HELLO);
        await().untilAsserted(() -> assertThat(stream.received()).isEqualTo(HELLO));
        session.operator().start();

        await().untilAsserted(
                        () -> assertThat(test.heard(AgentMessage.Resume.class)).hasSize(1));
        await().untilAsserted(() ->
                assertThat(test.heard(AgentMessage.Configured.class)).hasSize(2));
        stream.send(HELLO);
        await().untilAsserted(() -> assertThat(stream.received()).hasSize(10));
    }

    @Test
    void endsWhenTheSessionEndsTellingItsClients() {
        test.start(loopbackRemote());
        LinkClient link = test.attach();

        session.operator().send(new OperatorMessage.End("Deleted", "the session was deleted"));

        assertThat(get(link.ended()).reason()).isEqualTo(LinkEnd.Reason.SESSION_ENDED);
        assertThat(get(session.departure()))
                .isEqualTo(new Departure(ExitStatus.ENDED, "Deleted: the session was deleted"));
        await().untilAsserted(
                        () -> assertThat(test.heard(AgentMessage.Leaving.class)).hasSize(1));
    }

    @Test
    void endsItselfWhenNoOperatorComesBack() {
        test.start(loopbackRemote());

        session.operator().stop();

        assertThat(get(session.departure()).status()).isEqualTo(ExitStatus.OPERATOR_LOST);
    }

    @Test
    void leavesBeforeTheTargetRunsOutOfMemory(@TempDir Path proc) throws IOException {
        Path cgroup = Files.createDirectories(proc.resolve("1/root/sys/fs/cgroup"));
        Files.createSymbolicLink(proc.resolve("self"), Path.of("17"));
        Files.createDirectories(proc.resolve("17"));
        Files.writeString(proc.resolve("17/status"), "PPid:\t0\nUid:\t1\nGid:\t1\nVmRSS:\t9 kB\nRssAnon:\t51200 kB\n");
        Files.writeString(proc.resolve("1/environ"), "DB_URL=jdbc:from-the-process\0");
        Files.writeString(cgroup.resolve("memory.max"), String.valueOf(256 << 20));
        Files.writeString(cgroup.resolve("memory.current"), String.valueOf(150 << 20));
        Configure base = loopbackRemote();
        session.prepare(
                new Configure(
                        1,
                        base.namespace(),
                        base.session(),
                        base.serverName(),
                        base.outgoing(),
                        base.policies(),
                        List.of(),
                        List.of(),
                        new OperatorMessage.Environment(
                                AgentMessage.EnvironmentSource.Process, List.of(), List.of(), List.of(), Map.of()),
                        new Limits(10, 1 << 20, 24 << 20)),
                test.client);
        session.start(SessionUnderTest.QUICK, proc, true);
        await().until(() -> !session.gateway().registered().isEmpty());
        var environment = get(test.attach().environment());
        assertThat(environment.source()).isEqualTo("Process");
        assertThat(environment.values()).containsEntry("DB_URL", "jdbc:from-the-process");
        assertThat(test.heard(AgentMessage.Enrol.class).getFirst().facts().headRoomBytes())
                .contains(56L << 20);

        Files.writeString(cgroup.resolve("memory.current"), String.valueOf(190 << 20));

        assertThat(get(session.departure())).satisfies(departure -> {
            assertThat(departure.status()).isEqualTo(ExitStatus.HEAD_ROOM);
            assertThat(departure.message()).contains("16 MiB left", "24 MiB");
        });
        await().untilAsserted(() -> assertThat(test.heard(AgentMessage.Leaving.class))
                .singleElement()
                .extracting(AgentMessage.Leaving::reason)
                .isEqualTo("HeadRoom"));
    }

    @Test
    void doesNotBeginWithAFilterThatDoesNotCompile() {
        session.prepare(denying("256.1.1.1"), test.client);
        session.start(SessionUnderTest.QUICK);

        assertThat(get(session.departure())).satisfies(departure -> {
            assertThat(departure.status()).isEqualTo(ExitStatus.FAILED);
            assertThat(departure.message()).contains("spec.outgoing.filter.deny[0]");
        });
    }
}
