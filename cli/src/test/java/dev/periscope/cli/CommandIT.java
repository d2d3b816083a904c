package dev.periscope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.periscope.cli.programs.Greet;
import dev.periscope.client.testing.Configs;
import dev.periscope.client.testing.EchoServer;
import dev.periscope.client.testing.FakeAgent;
import dev.periscope.crds.v1alpha1.MirrorSession;
import dev.periscope.testkit.ApiUser;
import dev.periscope.testkit.KubeApiServer;
import dev.periscope.testkit.WithKubeApiServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The command against a real API server, with an agent in the test's JVM and a Java program under the Java agent. */
@WithKubeApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandIT {
    private static final String DATABASE = "10.96.0.10";

    @TempDir
    Path folder;

    private KubernetesClient admin;
    private Path kubeconfig;
    private Path strangersKubeconfig;
    private String namespace;
    private FakeAgent agent;
    private EchoServer cluster;
    private EchoServer machine;
    private StandInOperator operator;

    @BeforeAll
    void install(KubeApiServer server) {
        admin = server.client();
        Crd.apply(admin);
        kubeconfig = server.kubeconfig(ApiUser.ADMIN);
        strangersKubeconfig = server.kubeconfig(ApiUser.of("stranger"));
    }

    @BeforeEach
    void start(KubeApiServer server) {
        namespace = server.namespace();
        agent = new FakeAgent();
        cluster = new EchoServer("from the cluster");
        machine = new EchoServer("from the machine");
        agent.name("db", "db." + namespace + ".svc.cluster.local", DATABASE);
        agent.serve(DATABASE, 5432, cluster.tcp());
        agent.environment(
                Map.of("DB_URL", "jdbc:postgresql://db:5432/shop", "PATH", "/not/here", "JAVA_HOME", "/nor/here"));
        operator = new StandInOperator(admin, namespace, agent);
    }

    @AfterEach
    void stop() throws IOException {
        operator.close();
        agent.close();
        cluster.close();
        machine.close();
    }

    @AfterAll
    void nothingOfOursIsLeft() {
        assertThat(admin.resources(MirrorSession.class).inAnyNamespace().list().getItems())
                .filteredOn(session -> !session.getMetadata().getName().startsWith("kept"))
                .isEmpty();
    }

    private Path file(String name, String outgoing) throws IOException {
        return Files.writeString(folder.resolve(name + ".yaml"), """
                apiVersion: periscope.dev/v1alpha1
                kind: MirrorSession
                metadata: {name: %s, namespace: %s}
                spec:
                  target: {kind: Deployment, name: orders}
                  outgoing: %s
                """.formatted(name, namespace, outgoing));
    }

    private CommandProcess command(String... arguments) {
        return new CommandProcess(kubeconfig, Map.of(), List.of(arguments));
    }

    private CommandProcess program(Map<String, String> environment, String... arguments) {
        List<String> line = new ArrayList<>(List.of(arguments));
        line.addAll(List.of(
                "--",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Path.of("target", "test-classes").toAbsolutePath().toString(),
                Greet.class.getName()));
        return new CommandProcess(kubeconfig, environment, line);
    }

    private void gone(String session) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(admin.resources(MirrorSession.class)
                                .inNamespace(namespace)
                                .withName(session)
                                .get())
                        .isNull());
    }

    @Test
    void aProgramLivesInItsSessionAndItsExitStatusIsPassedOn() throws Exception {
        Path flows = folder.resolve("flows.json");
        try (CommandProcess run = program(
                Map.of("JAVA_TOOL_OPTIONS", "-Dusers.own=1"),
                "run",
                "-f",
                file("lives", "{}").toString(),
                "--flow-log",
                flows.toString())) {
            assertThat(run.nextLine()).as(run::standardErrorSoFar).isEqualTo("READY");
            assertThat(run.ask("greet db 5432")).isEqualTo("from the cluster");
            assertThat(run.ask("env DB_URL")).isEqualTo("jdbc:postgresql://db:5432/shop");
            assertThat(run.ask("env JAVA_HOME")).isNotEqualTo("/nor/here");
            assertThat(run.ask("env JAVA_TOOL_OPTIONS")).startsWith("-Dusers.own=1 -javaagent:");
            run.send("exit");
            assertThat(run.exitStatus()).isEqualTo(7);
        }
        gone("lives");
        assertThat(Files.readString(flows)).contains("\"destination\":\"10.96.0.10:5432\"", "\"side\":\"Remote\"");
    }

    @Test
    void theFilterIsFollowedAndALiveEditActs() throws Exception {
        agent.config(Configs.of(
                List.of("db"),
                List.of(),
                List.of(),
                Map.of("db:5432", "127.0.0.1:" + machine.tcp().getPort()),
                "Loopback",
                "Drain"));
        try (CommandProcess run =
                program(Map.of(), "run", "-f", file("edited", "{}").toString())) {
            assertThat(run.nextLine()).isEqualTo("READY");
            assertThat(run.ask("greet db 5432")).isEqualTo("from the machine");
            agent.config(Configs.none());
            await().untilAsserted(() -> assertThat(run.ask("greet db 5432")).isEqualTo("from the cluster"));
            agent.config(Configs.deny("db"));
            await().untilAsserted(() -> assertThat(run.ask("greet db 5432")).contains("denied"));
        }
        admin.resources(MirrorSession.class)
                .inNamespace(namespace)
                .withName("edited")
                .delete();
    }

    @Test
    void anInterruptEndsProgramAndSession() throws Exception {
        try (CommandProcess run =
                program(Map.of(), "run", "-f", file("interrupted", "{}").toString())) {
            assertThat(run.nextLine()).isEqualTo("READY");
            run.interrupt();
            assertThat(run.exitStatus()).isNotZero().isNotEqualTo(Main.OWN_FAILURE);
            gone("interrupted");
        }
    }

    @Test
    void aSessionThatIsDeletedEndsTheProgram() throws Exception {
        try (CommandProcess run =
                program(Map.of(), "run", "-f", file("deleted", "{}").toString())) {
            assertThat(run.nextLine()).isEqualTo("READY");
            admin.resources(MirrorSession.class)
                    .inNamespace(namespace)
                    .withName("deleted")
                    .delete();
            assertThat(run.exitStatus()).isEqualTo(Main.OWN_FAILURE);
            assertThat(run.standardError())
                    .endsWith("periscope: Session deleted was deleted. The program was ended with it.\n");
        }
    }

    @Test
    void attachJoinsAndLeavesASessionThatStays() throws Exception {
        try (CommandProcess run =
                command("run", "--keep", "-f", file("kept", "{}").toString(), "--", "true")) {
            assertThat(run.exitStatus()).as(run::standardError).isZero();
        }
        try (CommandProcess attached = program(Map.of(), "attach", "-n", namespace, "kept")) {
            assertThat(attached.nextLine()).isEqualTo("READY");
            assertThat(attached.ask("greet db 5432")).isEqualTo("from the cluster");
            assertThat(kept().getSpec().clients()).hasSize(2);
            attached.send("exit");
            assertThat(attached.exitStatus()).isEqualTo(7);
        }
        assertThat(kept().getSpec().clients()).hasSize(1);
        try (CommandProcess explain = command("explain", "-n", namespace, "kept", "tcp://db:5432")) {
            assertThat(explain.exitStatus()).as(explain::standardError).isZero();
            assertThat(explain.remainingOutput())
                    .contains(
                            "side          Remote",
                            "remote        db." + namespace + ".svc.cluster.local is 10.96.0.10");
        }
        try (CommandProcess env = command("env", "-n", namespace, "kept")) {
            assertThat(env.remainingOutput()).isEqualTo("DB_URL=jdbc:postgresql://db:5432/shop");
        }
        try (CommandProcess ls = command("ls", "-n", namespace)) {
            assertThat(ls.remainingOutput()).contains("kept", "Deployment/orders", "Ready");
        }
        try (CommandProcess kill = command("kill", "-n", namespace, "kept")) {
            assertThat(kill.exitStatus()).isZero();
        }
        gone("kept");
    }

    private MirrorSession kept() {
        return admin.resources(MirrorSession.class)
                .inNamespace(namespace)
                .withName("kept")
                .get();
    }

    private String failure(Path user, String... arguments) throws InterruptedException {
        try (CommandProcess run = new CommandProcess(user, Map.of(), List.of(arguments))) {
            assertThat(run.exitStatus()).isEqualTo(Main.OWN_FAILURE);
            String[] lines = run.standardError().split("\n");
            return lines[lines.length - 1];
        }
    }

    @Test
    void eachFirstErrorIsOneSentenceWithTheNextStep() throws Exception {
        String path = file("faulty", "{}").toString();
        operator.fails(
                "faulty",
                "TargetResolved",
                "TargetNotFound",
                "Pending",
                "Deployment/orders does not exist in " + namespace + "; check spec.target.");
        assertThat(failure(kubeconfig, "run", "-f", path, "--", "true"))
                .isEqualTo("periscope: Session faulty: Deployment/orders does not exist in " + namespace
                        + "; check spec.target.");
        gone("faulty");

        assertThat(failure(strangersKubeconfig, "run", "-f", path, "--", "true"))
                .isEqualTo("periscope: You may not create session faulty in namespace " + namespace
                        + ": User \"stranger\" cannot create resource \"mirrorsessions\" in API group \"periscope.dev\" in the"
                        + " namespace \"" + namespace + "\"; ask whoever governs the namespace for the rights in"
                        + " docs/reference/rbac.md.");

        assertThat(failure(kubeconfig, "attach", "-n", namespace, "absent", "--", "true"))
                .isEqualTo("periscope: There is no session \"absent\" in namespace " + namespace
                        + "; `periscope ls -A` lists those there are.");

        assertThat(failure(kubeconfig, "run", "-n", "no-such-namespace", "-f", path, "--", "true"))
                .contains("the namespace does not exist");

        assertThat(failure(kubeconfig, "run", "-f", path, "--name", "runs", "--", "no-such-program"))
                .isEqualTo(
                        "periscope: The program \"no-such-program\" cannot be started: there is no such file on the PATH;"
                                + " give its path after --.");
        gone("runs");
    }

    @Test
    void aTakenNameIsSaidSo() throws Exception {
        String path = file("kept-taken", "{}").toString();
        try (CommandProcess first = command("run", "--keep", "-f", path, "--", "true")) {
            assertThat(first.exitStatus()).isZero();
        }
        assertThat(failure(kubeconfig, "run", "-f", path, "--", "true"))
                .startsWith("periscope: There is a session \"kept-taken\" in namespace " + namespace
                        + " already; join it with" + " `periscope attach kept-taken`");
    }

    @Test
    void anAgentThatCannotBeReachedIsSaidSo() throws Exception {
        String path = file("unreachable", "{}").toString();
        int port = agent.port();
        agent.close();
        assertThat(failure(kubeconfig, "run", "-f", path, "--timeout", "4", "--", "true"))
                .startsWith(
                        "periscope: It took longer than 4 s: session unreachable is ready, but its agent cannot be reached from"
                                + " this machine (gateway 127.0.0.1:" + port + ": ");
        gone("unreachable");
    }
}
