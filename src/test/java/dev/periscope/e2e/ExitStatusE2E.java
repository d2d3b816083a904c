package dev.periscope.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.periscope.e2e.support.ProbeSession;
import dev.periscope.e2e.support.Sessions;
import dev.periscope.e2e.support.Workloads;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The command passes on how the program ended, and leaves nothing behind. */
class ExitStatusE2E {

    private static Workloads workloads;

    @BeforeAll
    static void workloads() {
        workloads = Workloads.create("exit");
    }

    @AfterAll
    static void remove() {
        workloads.close();
    }

    private static void gone(String session) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(Sessions.of(workloads, session).get()).isNull());
    }

    @Test
    void theProgramsStatusIsTheCommands() {
        try (var probe = ProbeSession.start(workloads, "status", "{}")) {
            probe.ask("exit 42");
            assertThat(probe.command().exitStatus()).isEqualTo(42);
            gone("status");
        }
    }

    @Test
    void controlCEndsProgramAndSession() {
        try (var probe = ProbeSession.start(workloads, "ctrl-c", "{}")) {
            probe.command().interrupt();
            assertThat(probe.command().exitStatus()).isNotZero();
            gone("ctrl-c");
        }
    }

    @Test
    void theOlderFileIsTakenAsItIs() {
        Path file = ProbeSession.write("""
                {
                  // what the team had before
                  "target": {"path": "deployment/app", "namespace": "%s"},
                  "feature": {"network": {"outgoing": {"filter": {"local": ["server:7001"]},},},},
                }
                """.formatted(workloads.namespace()), ".json");
        try (var probe = ProbeSession.start("older", file, List.of("run", "-f", file.toString(), "--name", "older"))) {
            assertThat(probe.ask("greet server 7000")).startsWith("OK HELLO server ");
        }
        gone("older");
    }
}
