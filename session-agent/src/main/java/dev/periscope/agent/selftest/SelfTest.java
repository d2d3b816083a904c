package dev.periscope.agent.selftest;

import dev.periscope.agent.AgentTiming;
import dev.periscope.agent.Departure;
import dev.periscope.agent.log.EventLog;
import dev.periscope.agent.log.Key;
import dev.periscope.control.OperatorMessage;
import dev.periscope.control.OperatorMessage.Configure;
import dev.periscope.tunnel.key.Identity;
import dev.periscope.tunnel.link.LinkClient;
import dev.periscope.tunnel.link.LinkEnd;
import dev.periscope.tunnel.link.OpenResult;
import dev.periscope.tunnel.message.DnsMessage;
import dev.periscope.tunnel.message.LinkConfig;
import dev.periscope.tunnel.message.OpenRequest;
import dev.periscope.tunnel.message.ResolveAnswer;
import dev.periscope.tunnel.message.ResolveRequest;
import dev.periscope.tunnel.message.ResolveRequest.Family;
import dev.periscope.tunnel.message.Transport;
import dev.periscope.tunnel.tls.TlsProvider;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Does everything an agent does once, against peers in this process and over loopback alone: enrolment, registration,
 * a client's link through the gateway, names of every kind, TCP and UDP, denial, a changed filter, the end. It checks an
 * image, and as a training run it decides what the AOT cache holds.
 */
public final class SelfTest {

    /** Small enough for the agent's own heap, which is what the training runs in. */
    private static final int BULK_BYTES = 1 << 20;

    private static final int BULK_TRANSFERS = 24;
    private static final int CONNECTIONS = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String LOOPBACK = "127.0.0.0/8";
    /** {@code _pg._tcp.shop.svc.cluster.local}, type SRV. */
    private static final String SRV_QUERY =
            "000701000001000000000000035f7067045f7463700473686f700373766307636c7573746572056c6f63616c0000210001";

    private final LoopbackSession session;
    private final Identity client;
    private final CountDownLatch reconfigured = new CountDownLatch(2);

    private SelfTest(LoopbackSession session) {
        this.session = session;
        this.client = session.identity("client");
    }

    /**
     * Takes a few seconds.
     *
     * @throws IllegalStateException naming the step that did not do what it should
     */
    public static void run(Vertx vertx, TlsProvider tls, EventLog log) throws InterruptedException {
        try (LoopbackSession session = new LoopbackSession(vertx, tls, log)) {
            new SelfTest(session).run();
            log.info("self-test passed", Key.TLS.of(tls));
        }
    }

    private void run() throws InterruptedException {
        session.zone()
                .address("echo.shop.svc.cluster.local", 30, "127.0.0.1")
                .alias("alias.shop.svc.cluster.local", 30, "echo.shop.svc.cluster.local")
                .address("large.shop.svc.cluster.local", 30, "127.0.0.1")
                .large("large.shop.svc.cluster.local")
                .address("payments.prod.svc.cluster.local", 30, "127.0.0.9");
        session.prepare(configuration(), client);
        session.start(AgentTiming.standard());
        await(
                "registration with the gateway",
                () -> !session.gateway().registered().isEmpty());
        LinkClient link = get("attaching", session.attach(client, new Listener()));
        names(link);
        flows(link);
        change(link);
        session.operator().send(new OperatorMessage.End("SelfTest", "done"));
        Departure departure = get("leaving", session.departure());
        check("leaving with the operator's reason", departure.message().equals("SelfTest: done"));
    }

    private static Configure configuration() {
        return SampleConfiguration.with(
                SampleConfiguration.outgoing(
                        List.of("*.corp.example:443"), List.of(LOOPBACK, "*.shop.svc"), List.of("10.20.0.0/16")),
                List.of(new OperatorMessage.Policy(
                        "team", true, List.of("payments.prod.svc"), List.of("udp://:161"), List.of())));
    }

    private void names(LinkClient link) {
        for (String name : List.of("echo.shop.svc", "alias.shop.svc", "large.shop.svc")) {
            ResolveAnswer answer = lookup(link, name);
            check("resolving " + name, answer instanceof ResolveAnswer.Found);
        }
        check("no such name", lookup(link, "nobody.shop.svc") instanceof ResolveAnswer.NoSuchName);
        check("a denied name", lookup(link, "payments.prod.svc") instanceof ResolveAnswer.Denied);
        DnsMessage query = new DnsMessage(HexFormat.of().parseHex(SRV_QUERY));
        ResolveAnswer raw = get("a raw question", link.resolve(new ResolveRequest.Raw(query)));
        check("a raw question", raw instanceof ResolveAnswer.Raw || raw instanceof ResolveAnswer.Denied);
        check(
                "the environment",
                get("the environment", link.environment()).values().isEmpty());
    }

    private static ResolveAnswer lookup(LinkClient link, String name) {
        return get("resolving " + name, link.resolve(new ResolveRequest.Lookup(name, Family.ANY, false)));
    }

    private void flows(LinkClient link) throws InterruptedException {
        int port = session.servers().tcpPort();
        for (int i = 0; i < CONNECTIONS; i++) {
            echo(opened(link, Transport.TCP, port), new byte[] {1, 2, 3});
        }
        byte[] bulk = new byte[BULK_BYTES];
        new Random(1).nextBytes(bulk);
        for (int i = 0; i < BULK_TRANSFERS; i++) {
            echo(opened(link, Transport.TCP, port), bulk);
        }
        TestStream datagrams = opened(link, Transport.UDP, session.servers().udpPort());
        datagrams.send(new byte[] {0, 2, 'h', 'i'});
        await("a datagram", () -> datagrams.received().length == 4);
        check("a refused connect", open(link, Transport.TCP, "127.0.0.1", 1) instanceof OpenResult.Failed);
        check("a denied connect", open(link, Transport.TCP, "169.254.169.254", 80) instanceof OpenResult.Failed);
    }

    private static void echo(TestStream stream, byte[] bytes) throws InterruptedException {
        stream.send(bytes);
        stream.finish();
        await("the end of an echo", stream::isFinished);
        check("an echo", Arrays.equals(stream.received(), bytes));
    }

    private void change(LinkClient link) throws InterruptedException {
        TestStream stream = opened(link, Transport.TCP, session.servers().tcpPort());
        session.configure(SampleConfiguration.deny(LOOPBACK), client);
        await("the end of a flow by a new filter", () -> stream.reset().isPresent());
        if (!reconfigured.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("self-test: the client was not told the new filter");
        }
    }

    private static TestStream opened(LinkClient link, Transport transport, int port) {
        return switch (open(link, transport, "127.0.0.1", port)) {
            case OpenResult.Opened opened -> TestStream.on(opened.stream());
            case OpenResult.Failed failed ->
                throw new IllegalStateException("self-test: opening a flow failed: " + failed.text());
        };
    }

    private static OpenResult open(LinkClient link, Transport transport, String address, int port) {
        OpenRequest request = new OpenRequest(transport, InetAddress.ofLiteral(address), port, Optional.empty());
        return get("opening a flow", link.open(request));
    }

    private static void check(String step, boolean good) {
        if (!good) {
            throw new IllegalStateException("self-test: " + step + " did not do what it should");
        }
    }

    private static <T> T get(String step, CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture()
                    .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .join();
        } catch (RuntimeException e) {
            throw new IllegalStateException("self-test: " + step + " failed: " + e.getMessage(), e);
        }
    }

    private static void await(String step, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        CountDownLatch never = new CountDownLatch(1);
        while (!condition.getAsBoolean()) {
            check(step, System.nanoTime() < deadline);
            // A pause on the main thread, which has nothing else to do.
            never.await(5, TimeUnit.MILLISECONDS);
        }
    }

    private final class Listener implements LinkClient.Listener {
        @Override
        public void config(LinkConfig config) {
            reconfigured.countDown();
        }

        @Override
        public void goingAway(LinkEnd end) {}
    }
}
