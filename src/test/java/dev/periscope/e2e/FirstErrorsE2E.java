package dev.periscope.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.periscope.e2e.support.Cluster;
import dev.periscope.e2e.support.Command;
import dev.periscope.e2e.support.EphemeralContainersRefused;
import dev.periscope.e2e.support.ProbeSession;
import dev.periscope.e2e.support.RestrictedUser;
import dev.periscope.e2e.support.Workloads;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a first user gets wrong ends with status 125 and one sentence that says the next step (docs/troubleshooting.md). */
class FirstErrorsE2E {

    private static final String TARGET = "{target: {kind: Deployment, name: app}}";

    private static Workloads workloads;

    @BeforeAll
    static void workloads() {
        workloads = Workloads.create("errors");
    }

    @AfterAll
    static void remove() {
        workloads.close();
    }

    /** The sentence of a command that fails; nothing else may be said but progress. */
    private static String failure(Path kubeconfig, String... args) {
        try (var command = Command.periscope(List.of(args), kubeconfig)) {
            assertThat(command.exitStatus()).as(command.standardError()).isEqualTo(125);
            assertThat(command.standardError()).doesNotContain("\tat ", "Exception");
            return command.standardError()
                    .lines()
                    .filter(line -> line.startsWith("periscope: "))
                    .reduce((_, last) -> last)
                    .orElseThrow(() -> new AssertionError("no sentence: " + command.standardError()));
        }
    }

    private static String file(String name, String spec) {
        return ProbeSession.write(
                        "apiVersion: periscope.dev/v1alpha1\nkind: MirrorSession\nmetadata: {name: %s, namespace: %s}\nspec: %s\n"
                                .formatted(name, workloads.namespace(), spec),
                        ".yaml")
                .toString();
    }

    private static String failureOf(String name, String spec) {
        return failure(Cluster.KUBECONFIG, "run", "-f", file(name, spec), "--timeout", "20", "--", "true");
    }

    @Test
    void noKubeconfig() {
        assertThat(failure(Path.of("no-such-kubeconfig"), "ls"))
                .isEqualTo(
                        "periscope: There is no kubeconfig: KUBECONFIG names no-such-kubeconfig, which cannot be read;"
                                + " set it to your cluster's kubeconfig.");
    }

    @Test
    void aClusterThatIsDown() {
        assertThat(failure(RestrictedUser.kubeconfigFor("https://127.0.0.1:1"), "ls"))
                .isEqualTo(
                        "periscope: The API server https://127.0.0.1:1 cannot be reached (connection refused); check the"
                                + " kubeconfig and that the cluster is up.");
    }

    @Test
    void credentialsThatAreNoLongerGood() {
        String server = Cluster.client().getConfiguration().getMasterUrl();
        assertThat(failure(RestrictedUser.kubeconfigFor(server), "ls"))
                .endsWith(" does not accept your credentials (401): log in again, then retry.");
    }

    @Test
    void aUserWithoutRights() {
        try (var user = RestrictedUser.create(workloads, "stranger")) {
            assertThat(failure(user.kubeconfig(), "run", "-f", file("stranger", TARGET), "--", "true"))
                    .startsWith("periscope: You may not create session stranger in namespace " + workloads.namespace())
                    .endsWith("; ask whoever governs the namespace for the rights in docs/reference/rbac.md.");
        }
    }

    @Test
    void aUserWhoMayNotForwardPorts() {
        try (var user = RestrictedUser.create(workloads, "unforwarding").mayUseSessions()) {
            assertThat(failure(
                            user.kubeconfig(),
                            "run",
                            "-f",
                            file("unforwarding", TARGET),
                            "--endpoint",
                            "portforward",
                            "--timeout",
                            "10",
                            "--",
                            "true"))
                    .contains(
                            "session unforwarding is ready, but its agent cannot be reached from this machine",
                            "the API server answered 403 Forbidden (it takes get and create on pods/portforward");
        }
    }

    @Test
    void aTargetThatDoesNotExist() {
        assertThat(failureOf("absent", "{target: {kind: Deployment, name: absent}}"))
                .startsWith("periscope: Session absent: spec.target: there is no Deployment/absent in namespace "
                        + workloads.namespace());
    }

    @Test
    void aTargetThatIsNotReady() {
        workloads.createWithoutPods("idle");
        assertThat(failure(
                        Cluster.KUBECONFIG,
                        "run",
                        "-n",
                        workloads.namespace(),
                        "-t",
                        "deployment/idle",
                        "--timeout",
                        "5",
                        "--",
                        "true"))
                .contains("It took longer than 5 s: session idle-", "Deployment/idle", "has no pods: scale it up");
    }

    @Test
    void aBadFilterEntry() {
        assertThat(failureOf(
                        "bad", "{target: {kind: Deployment, name: app}, outgoing: {filter: {local: [\"server:0\"]}}}"))
                .contains(
                        ".yaml:4:",
                        "spec.outgoing.filter.local[0]: \"server:0\", position 7 (port): expected a port from");
    }

    @Test
    void aContainerThatDoesNotExist() {
        assertThat(failureOf("container", "{target: {kind: Deployment, name: app, container: absent}}"))
                .contains("has no container 'absent', only app");
    }

    @Test
    void aNameThatIsTaken() {
        String file = file("taken", TARGET);
        try (var first = Command.periscope(List.of("run", "--keep", "-f", file, "--", "true"))) {
            assertThat(first.exitStatus()).as(first.standardError()).isZero();
        }
        assertThat(failure(Cluster.KUBECONFIG, "run", "-f", file, "--", "true"))
                .isEqualTo("periscope: There is a session \"taken\" in namespace " + workloads.namespace()
                        + " already; join it with `periscope attach taken`, end it with `periscope kill taken`, or take"
                        + " another name with --name.");
    }

    @Test
    void anAgentThatIsRefusedGoesToAPodOfItsOwnUnlessTheSessionInsists() {
        try (var _ = EphemeralContainersRefused.in(workloads)) {
            assertThat(failureOf("insists", "{target: {kind: Deployment, name: app}, agent: {mode: Ephemeral}}"))
                    .startsWith("periscope: Session insists: ")
                    .contains(EphemeralContainersRefused.TEXT, "agent.mode Auto or Pod");
            try (var probe = ProbeSession.start(workloads, "yields", "{}")) {
                assertThat(probe.ask("greet server 7000")).startsWith("OK HELLO server ");
            }
        }
    }

    @Test
    void aSessionThatExpiresEndsItsProgram() {
        assertThat(failure(
                        Cluster.KUBECONFIG,
                        "run",
                        "-f",
                        file("expires", "{target: {kind: Deployment, name: app}, ttl: 1m}"),
                        "--",
                        "sleep",
                        "100"))
                .startsWith("periscope: Session expires: the session lived for its ttl of 1m")
                .endsWith("The program was ended with it.");
    }

    @Test
    void aProgramThatIsNoJavaProgramIsSaidNotToBeInterceptedAndItsStatusIsPassedOn() {
        var line = new ArrayList<>(List.of("run", "-f", file("shell", TARGET), "--", "sh", "-c", "exit 3"));
        try (var command = Command.periscope(line)) {
            assertThat(command.exitStatus()).isEqualTo(3);
            assertThat(command.standardError())
                    .endsWith(
                            "periscope: \"sh\" is not intercepted: no Java program in it has started, and programs in other"
                                    + " languages use this machine's own network; run your Java program under periscope"
                                    + " itself.\n");
        }
    }

    @Test
    void helpIsGivenEverywhereAndAMisuseNamesIt() {
        for (String command : List.of("run", "attach", "ls", "show", "env", "explain", "filter", "kill", "version")) {
            try (var help = Command.periscope(List.of(command, "--help"))) {
                assertThat(help.exitStatus()).as(command).isZero();
                assertThat(help.standardOutput()).contains("Usage: periscope " + command);
            }
        }
        assertThat(failure(Cluster.KUBECONFIG, "ls", "-x"))
                .isEqualTo("periscope: Unknown option: '-x'; see `periscope ls --help`.");
    }
}
