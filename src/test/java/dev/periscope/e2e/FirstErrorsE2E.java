package dev.periscope.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.periscope.e2e.support.Command;
import dev.periscope.e2e.support.ProbeSession;
import dev.periscope.e2e.support.Workloads;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a first user gets wrong ends with status 125 and one sentence that says the next step. */
class FirstErrorsE2E {

    private static Workloads workloads;

    @BeforeAll
    static void workloads() {
        workloads = Workloads.create("errors");
    }

    @AfterAll
    static void remove() {
        workloads.close();
    }

    private static String failure(List<String> args) {
        try (var command = Command.periscope(args)) {
            assertThat(command.exitStatus()).isEqualTo(125);
            return command.standardError().strip();
        }
    }

    private static String failureOf(String spec) {
        Path file = ProbeSession.write(
                "apiVersion: periscope.dev/v1alpha1\nkind: MirrorSession\nmetadata: {name: e, namespace: %s}\nspec: %s\n"
                        .formatted(workloads.namespace(), spec),
                ".yaml");
        return failure(List.of("run", "-f", file.toString(), "--", "true"));
    }

    @Test
    void noCluster() {
        try (var command = Command.periscope(new ArrayList<>(List.of("ls")), Path.of("no-such-kubeconfig"))) {
            assertThat(command.exitStatus()).isEqualTo(125);
            assertThat(command.standardError()).contains("kubeconfig").doesNotContain("\tat ");
        }
    }

    @Test
    void aTargetThatDoesNotExist() {
        assertThat(failureOf("{target: {kind: Deployment, name: absent}}"))
                .contains("absent", workloads.namespace())
                .doesNotContain("\tat ");
    }

    @Test
    void aBadFilterEntry() {
        assertThat(failureOf("{target: {kind: Deployment, name: app}, outgoing: {filter: {local: [\"server:0\"]}}}"))
                .contains("spec.outgoing.filter.local[0]", "server:0", "port");
    }

    @Test
    void aContainerThatDoesNotExist() {
        assertThat(failureOf("{target: {kind: Deployment, name: app, container: absent}}"))
                .contains("absent");
    }
}
