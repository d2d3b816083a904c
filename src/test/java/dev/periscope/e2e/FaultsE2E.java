package dev.periscope.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.periscope.e2e.support.Cluster;
import dev.periscope.e2e.support.NodeProcess;
import dev.periscope.e2e.support.ProbeSession;
import dev.periscope.e2e.support.Sessions;
import dev.periscope.e2e.support.Workloads;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Operator, gateway, agent and target are taken away one by one while a program runs. */
class FaultsE2E {

    private static final Duration RECOVERY = Duration.ofSeconds(60);

    private static Workloads workloads;

    @BeforeAll
    static void workloads() {
        workloads = Workloads.create("faults");
    }

    @AfterAll
    static void remove() {
        workloads.close();
    }

    private static void kill(String component) {
        Cluster.client()
                .pods()
                .inNamespace(Cluster.SYSTEM)
                .withLabel("app.kubernetes.io/name", "periscope-" + component)
                .list()
                .getItems()
                .forEach(
                        pod -> Cluster.client().resource(pod).withGracePeriod(0).delete());
    }

    private static void ready(String component) {
        await().atMost(RECOVERY)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(Cluster.client()
                                .pods()
                                .inNamespace(Cluster.SYSTEM)
                                .withLabel("app.kubernetes.io/name", "periscope-" + component)
                                .list()
                                .getItems())
                        .isNotEmpty()
                        .allMatch(pod -> pod.getStatus().getConditions().stream()
                                .anyMatch(c -> c.getType().equals("Ready")
                                        && c.getStatus().equals("True"))));
    }

    @Test
    void theOperatorsEndIsNotNoticedByAnOpenConnection() {
        try (var probe = ProbeSession.start(workloads, "operator", "{}")) {
            assertThat(probe.ask("keep a server 7000")).startsWith("OK HELLO server ");

            kill("operator");

            assertThat(probe.ask("say a during")).isEqualTo("OK during");
            assertThat(probe.ask("greet server 7000")).startsWith("OK HELLO server ");
            ready("operator");
            assertThat(probe.ask("say a after")).isEqualTo("OK after");
            Sessions.patch(workloads, "operator", "{\"spec\":{\"outgoing\":{\"filter\":{\"deny\":[\"server\"]}}}}");
            await().atMost(RECOVERY)
                    .untilAsserted(
                            () -> assertThat(probe.ask("greet server 7000")).startsWith("ERR "));
        }
    }

    @Test
    void theGatewaysEndIsSurvivedByTheProgram() {
        try (var probe = ProbeSession.start(workloads, "gateway", "{}")) {
            assertThat(probe.ask("greet server 7000")).startsWith("OK HELLO server ");

            kill("gateway");

            ready("gateway");
            await().atMost(RECOVERY)
                    .untilAsserted(
                            () -> assertThat(probe.ask("greet server 7000")).startsWith("OK HELLO server "));
        }
    }

    @Test
    void aKilledAgentIsReplaced() {
        try (var probe = ProbeSession.start(workloads, "agent", "{}")) {
            assertThat(probe.ask("greet server 7000")).startsWith("OK HELLO server ");
            String agent = Sessions.agent(workloads, "agent").name();
            String container = workloads.target().getStatus().getEphemeralContainerStatuses().stream()
                    .filter(status -> status.getName().equals(agent))
                    .map(ContainerStatus::getContainerID)
                    .findFirst()
                    .orElseThrow();

            NodeProcess.kill(container);

            await().atMost(RECOVERY)
                    .untilAsserted(
                            () -> assertThat(probe.ask("greet server 7000")).startsWith("OK HELLO server "));
            assertThat(Sessions.agent(workloads, "agent").name()).isNotEqualTo(agent);
        }
    }

    @Test
    void theTargetsReplacementIsFollowed() {
        try (var probe = ProbeSession.start(workloads, "target", "{}")) {
            String before = workloads.address("app");
            assertThat(probe.ask("greet server 7000")).startsWith("OK HELLO server " + before);
            Pod old = workloads.target();

            Cluster.client().resource(old).withGracePeriod(0).delete();

            Cluster.client()
                    .apps()
                    .deployments()
                    .inNamespace(workloads.namespace())
                    .withName("app")
                    .waitUntilReady(60, TimeUnit.SECONDS);
            await().atMost(RECOVERY)
                    .untilAsserted(() -> assertThat(probe.ask("greet server 7000"))
                            .startsWith("OK HELLO server " + workloads.address("app")));
            assertThat(workloads.target().getMetadata().getUid())
                    .isNotEqualTo(old.getMetadata().getUid());
        }
    }

    @Test
    void deletingTheSessionEndsTheAgentWithinFiveSecondsAndTheProgramWithIt() {
        try (var probe = ProbeSession.start(workloads, "deleted", "{}")) {
            assertThat(probe.ask("greet server 7000")).startsWith("OK HELLO server ");
            String agent = Sessions.agent(workloads, "deleted").name();

            Sessions.of(workloads, "deleted").delete();

            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(
                            () -> assertThat(workloads.target().getStatus().getEphemeralContainerStatuses())
                                    .filteredOn(status -> status.getName().equals(agent))
                                    .allMatch(status -> status.getState().getTerminated() != null));
            assertThat(probe.command().exitStatus()).isEqualTo(125);
            assertThat(probe.command().standardError())
                    .contains("Session deleted")
                    .contains("program was ended");
        }
    }
}
