package dev.periscope.agent.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.periscope.agent.LoopThread;
import dev.periscope.agent.log.EventLog;
import dev.periscope.agent.selftest.LoopbackOperator;
import dev.periscope.agent.selftest.SampleConfiguration;
import dev.periscope.control.AgentMessage;
import dev.periscope.control.AgentMessage.EnvironmentSource;
import dev.periscope.control.AgentMessage.Facts;
import dev.periscope.control.OperatorMessage;
import dev.periscope.tunnel.key.Identity;
import dev.periscope.tunnel.key.KeyHash;
import dev.periscope.tunnel.tls.TlsProvider;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ControlChannelTest {

    private static final ControlTiming QUICK = new ControlTiming(
            Duration.ofMillis(20),
            Duration.ofMillis(100),
            Duration.ofSeconds(2),
            Duration.ofMillis(200),
            Duration.ofSeconds(5));

    private final LoopThread loop = new LoopThread();
    private final Vertx vertx = Vertx.vertx();
    private final Identity agent = Identity.create("agent", new SecureRandom(), Clock.systemUTC());
    private final Identity operatorKey = Identity.create("operator", new SecureRandom(), Clock.systemUTC());
    private final LoopbackOperator operator =
            new LoopbackOperator(vertx, operatorKey, message -> Optional.of(SampleConfiguration.open()));
    private final List<OperatorMessage> received = new CopyOnWriteArrayList<>();
    private final List<String> gaveUp = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    @AfterEach
    void close() throws TimeoutException {
        operator.close();
        vertx.close().await(5, TimeUnit.SECONDS);
        loop.close();
    }

    private ControlChannel channel(KeyHash pin, TlsProvider tls) {
        OperatorDialer dialer = new OperatorDialer(
                vertx,
                new OperatorAddress("operator.test", operator.port()),
                pin,
                agent,
                tls,
                QUICK,
                host -> CompletableFuture.completedFuture(List.of(InetAddress.getLoopbackAddress())));
        return new ControlChannel(
                dialer,
                loop.loop(),
                QUICK,
                new SplittableRandom(1),
                new ControlListener() {
                    @Override
                    public AgentMessage greeting(Optional<String> localAddress) {
                        return new AgentMessage.Resume("uid", 1, "1.0", facts(localAddress));
                    }

                    @Override
                    public void received(OperatorMessage message) {
                        received.add(message);
                    }

                    @Override
                    public void gaveUp(String lastFailure) {
                        gaveUp.add(lastFailure);
                    }
                },
                new EventLog(new PrintStream(log, true, StandardCharsets.UTF_8), Clock.systemUTC()));
    }

    private static Facts facts(Optional<String> address) {
        return new Facts(
                address,
                EnvironmentSource.PodSpec,
                1,
                1,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "JDK",
                Map.of());
    }

    private ControlChannel started(KeyHash pin, TlsProvider tls) {
        return loop.on(() -> {
            ControlChannel channel = channel(pin, tls);
            channel.start();
            return channel;
        });
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void greetsOverPinnedTlsShowingItsOwnKeyAndHearsTheAnswer(TlsProvider tls) {
        started(operatorKey.hash(), tls);

        await().untilAsserted(() -> assertThat(received).containsExactly(SampleConfiguration.open()));
        assertThat(operator.keys()).containsExactly(agent.hash());
        assertThat(operator.heard())
                .singleElement()
                .isInstanceOfSatisfying(
                        AgentMessage.Resume.class,
                        resume -> assertThat(resume.facts().podAddress()).contains("127.0.0.1"));
    }

    @Test
    void speaksToNoOperatorWithAnotherKeyAndGivesUpInTheEnd() {
        started(agent.hash(), TlsProvider.best());

        await().untilAsserted(() -> assertThat(gaveUp).hasSize(1));
        assertThat(received).isEmpty();
        assertThat(operator.heard()).isEmpty();
        assertThat(log.toString(StandardCharsets.UTF_8)).contains("PERISCOPE_OPERATOR_KEY_HASH");
    }

    @Test
    void comesBackAfterTheOperatorWasAwayAndDoesNotGiveUp() {
        started(operatorKey.hash(), TlsProvider.best());
        await().untilAsserted(() -> assertThat(received).hasSize(1));

        operator.stop();
        operator.start();

        await().untilAsserted(() -> assertThat(received).hasSize(2));
        assertThat(operator.keys()).containsExactly(agent.hash(), agent.hash());
        assertThat(gaveUp).isEmpty();
    }

    @Test
    void isClosedForGood() {
        ControlChannel channel = started(operatorKey.hash(), TlsProvider.best());
        await().untilAsserted(() -> assertThat(received).hasSize(1));

        loop.on(() -> {
            channel.close();
            return true;
        });
        operator.stop();
        operator.start();

        await().during(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(received).hasSize(1));
    }
}
