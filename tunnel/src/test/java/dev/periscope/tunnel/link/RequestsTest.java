package dev.periscope.tunnel.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.periscope.tunnel.message.DnsMessage;
import dev.periscope.tunnel.message.Environment;
import dev.periscope.tunnel.message.LinkConfig;
import dev.periscope.tunnel.message.LinkStats;
import dev.periscope.tunnel.message.ResolveAnswer;
import dev.periscope.tunnel.message.ResolveRequest;
import dev.periscope.tunnel.message.ResolveRequest.Family;
import dev.periscope.tunnel.testing.Dialer;
import dev.periscope.tunnel.testing.LinkPair;
import dev.periscope.tunnel.testing.NoLeaks;
import dev.periscope.tunnel.testing.Wire;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
@Timeout(30)
class RequestsTest {

    private static final LinkConfig CONFIG = new LinkConfig(
            7,
            "ab".repeat(32),
            List.of("postgres.shop.svc"),
            List.of(),
            List.of("payments.prod.svc"),
            Optional.of("Remote"),
            Map.of("postgres.shop.svc:5432", "127.0.0.1:15432"),
            "Loopback",
            "Drain",
            List.of(new LinkConfig.Policy("floor", true, List.of("10.0.0.0/8"), List.of("*.corp"), List.of())),
            List.of("shop.svc.cluster.local", "svc.cluster.local"),
            5);

    /** Answers by name; the name "slow" waits. */
    private static final class Names extends Dialer {
        private final CompletableFuture<ResolveAnswer> slow = new CompletableFuture<>();
        private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();

        Names() {
            super(0);
        }

        @Override
        public void started(LinkServer link) {
            link.config(CONFIG);
        }

        @Override
        public CompletionStage<ResolveAnswer> resolve(ResolveRequest request) {
            return switch (request) {
                case ResolveRequest.Raw raw -> CompletableFuture.completedFuture(new ResolveAnswer.Raw(raw.message()));
                case ResolveRequest.Lookup lookup when lookup.name().equals("slow") -> slow;
                case ResolveRequest.Lookup lookup
                when lookup.name().equals("broken") ->
                    CompletableFuture.failedFuture(new IllegalStateException("no name server"));
                case ResolveRequest.Lookup lookup -> CompletableFuture.completedFuture(answer(lookup));
            };
        }

        private static ResolveAnswer answer(ResolveRequest.Lookup lookup) {
            return switch (lookup.name()) {
                case "postgres" ->
                    new ResolveAnswer.Found(
                            "postgres.shop.svc.cluster.local",
                            List.of("pg.shop.svc.cluster.local"),
                            List.of(
                                    new ResolveAnswer.Address(address(new byte[] {10, 96, 0, 9}), 5),
                                    new ResolveAnswer.Address(address(new byte[16]), 30)));
                case "empty" -> new ResolveAnswer.NoData("empty.example");
                case "denied" -> new ResolveAnswer.Denied("deny denied");
                case "late" -> new ResolveAnswer.TimedOut("10.96.0.10 did not answer");
                default -> new ResolveAnswer.NoSuchName();
            };
        }

        private static InetAddress address(byte[] bytes) {
            try {
                return InetAddress.getByAddress(bytes);
            } catch (java.net.UnknownHostException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void configAcknowledged(String hash) {
            acknowledged.add(hash);
        }
    }

    private static ResolveAnswer ask(LinkPair pair, String name) throws Exception {
        return get(pair.client().resolve(new ResolveRequest.Lookup(name, Family.ANY, false)));
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void everyKindOfAnswerToANameArrives() throws Exception {
        try (LinkPair pair = LinkPair.up(Wire.clear(), new Names())) {
            assertThat(ask(pair, "postgres"))
                    .isEqualTo(Names.answer(new ResolveRequest.Lookup("postgres", Family.ANY, false)));
            assertThat(ask(pair, "nothing")).isEqualTo(new ResolveAnswer.NoSuchName());
            assertThat(ask(pair, "empty")).isEqualTo(new ResolveAnswer.NoData("empty.example"));
            assertThat(ask(pair, "denied")).isEqualTo(new ResolveAnswer.Denied("deny denied"));
            assertThat(ask(pair, "late")).isEqualTo(new ResolveAnswer.TimedOut("10.96.0.10 did not answer"));
            assertThat(ask(pair, "broken")).isEqualTo(new ResolveAnswer.ServerFailure("no name server"));
        }
    }

    @Test
    void aDnsMessageGoesThroughUntouched() throws Exception {
        try (LinkPair pair = LinkPair.up(Wire.clear(), new Names())) {
            DnsMessage message = new DnsMessage(new byte[65_535]);
            assertThat(get(pair.client().resolve(new ResolveRequest.Raw(message))))
                    .isEqualTo(new ResolveAnswer.Raw(message));
        }
    }

    @Test
    void aSlowNameDelaysNoOther() throws Exception {
        Names names = new Names();
        try (LinkPair pair = LinkPair.up(Wire.clear(), names)) {
            CompletionStage<ResolveAnswer> slow =
                    pair.client().resolve(new ResolveRequest.Lookup("slow", Family.A, true));
            assertThat(ask(pair, "nothing")).isEqualTo(new ResolveAnswer.NoSuchName());
            assertThat(slow.toCompletableFuture()).isNotDone();
            names.slow.complete(new ResolveAnswer.NoSuchName());
            assertThat(get(slow)).isEqualTo(new ResolveAnswer.NoSuchName());
        }
    }

    @Test
    void theFilterInForceReachesTheClientAndItsHashComesBack() throws Exception {
        Names names = new Names();
        try (LinkPair pair = LinkPair.up(Wire.clear(), names)) {
            await().until(() -> !pair.configs.isEmpty());
            assertThat(pair.configs.remove()).isEqualTo(CONFIG);
            pair.client().acknowledgeConfig(CONFIG.hash());
            await().untilAsserted(() -> assertThat(names.acknowledged).containsExactly(CONFIG.hash()));
        }
    }

    @Test
    void environmentStatisticsAndPingsAreAnswered() throws Exception {
        try (LinkPair pair = LinkPair.up(Wire.clear(), new Names())) {
            assertThat(get(pair.client().environment()))
                    .isEqualTo(new Environment("PodSpec", Map.of("GREETING", "hello")));
            assertThat(get(pair.client().stats())).isEqualTo(new LinkStats(1, 2, 3, 4, 5, 6));
            assertThat(get(pair.client().ping())).isPositive();
            assertThat(get(pair.server().ping())).isPositive();
            assertThat(pair.server().peerSoftware()).isEqualTo("periscope");
        }
    }

    @Test
    void anEnvironmentThatCannotBeReadIsAFailureWithItsReason() throws Exception {
        Dialer without = new Dialer(0) {
            @Override
            public CompletionStage<Environment> environment() {
                throw new IllegalStateException("the process is gone");
            }
        };
        try (LinkPair pair = LinkPair.up(Wire.clear(), without)) {
            assertThatThrownBy(() -> get(pair.client().environment()))
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("the process is gone");
        }
    }

    @Test
    void whatIsAskedOfALinkThatEndsFailsWithItsEnd() throws Exception {
        try (LinkPair pair = LinkPair.up(Wire.clear(), new Names())) {
            CompletionStage<ResolveAnswer> slow =
                    pair.client().resolve(new ResolveRequest.Lookup("slow", Family.A, true));
            pair.server().close(LinkEnd.Reason.SESSION_ENDED, "the session was deleted");
            assertThatThrownBy(() -> get(slow))
                    .hasCauseInstanceOf(LinkEndedException.class)
                    .hasMessageContaining("the session was deleted");
            assertThat(get(pair.client().ended()))
                    .isEqualTo(new LinkEnd(LinkEnd.Reason.SESSION_ENDED, "the session was deleted", true));
            assertThatThrownBy(() -> get(pair.client().environment())).hasCauseInstanceOf(LinkEndedException.class);
        }
    }
}
