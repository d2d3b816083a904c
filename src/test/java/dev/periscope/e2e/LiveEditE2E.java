package dev.periscope.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.periscope.e2e.support.MachineServer;
import dev.periscope.e2e.support.ProbeSession;
import dev.periscope.e2e.support.Sessions;
import dev.periscope.e2e.support.Workloads;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A filter is edited while the program runs. */
class LiveEditE2E {

    private static Workloads workloads;

    @BeforeAll
    static void workloads() {
        MachineServer.ensureRunning();
        workloads = Workloads.create("edit");
    }

    @AfterAll
    static void remove() {
        workloads.close();
    }

    @Test
    void anEditTakesEffectWithinASecondAndWithoutARestart() {
        try (var probe = ProbeSession.start(workloads, "dev", "{filter: {local: [\"server\"]}}")) {
            assertThat(probe.ask("greet server 7000")).startsWith("OK HELLO machine ");
            assertThat(probe.ask("keep old server 7000")).startsWith("OK HELLO machine ");

            Sessions.patch(workloads, "dev", "{\"spec\":{\"outgoing\":{\"filter\":{\"local\":null}}}}");

            await().atMost(Duration.ofSeconds(2))
                    .pollInterval(Duration.ofMillis(50))
                    .untilAsserted(
                            () -> assertThat(probe.ask("greet server 7000")).startsWith("OK HELLO server "));
            assertThat(probe.ask("say old still-there")).isEqualTo("OK still-there");

            Sessions.patch(workloads, "dev", "{\"spec\":{\"outgoing\":{\"filter\":{\"local\":[\"server\"]}}}}");
            await().atMost(Duration.ofSeconds(2))
                    .pollInterval(Duration.ofMillis(50))
                    .untilAsserted(
                            () -> assertThat(probe.ask("greet server 7000")).startsWith("OK HELLO machine "));
        }
    }

    @Test
    void aBadEditLeavesTheOldFilterInForce() {
        try (var probe = ProbeSession.start(workloads, "bad", "{filter: {local: [\"server\"]}}")) {
            try {
                Sessions.patch(workloads, "bad", "{\"spec\":{\"outgoing\":{\"filter\":{\"local\":[\"server:0\"]}}}}");
                await().atMost(Duration.ofSeconds(5))
                        .untilAsserted(() -> assertThat(Sessions.of(workloads, "bad")
                                        .get()
                                        .getStatus()
                                        .conditions())
                                .anyMatch(c -> c.type().equals("Accepted")
                                        && c.message().contains("local[0]")));
            } catch (KubernetesClientException refused) {
                Assertions.assertThat(refused.getMessage()).contains("local[0]");
            }
            assertThat(probe.ask("greet server 7000")).startsWith("OK HELLO machine ");
        }
    }
}
