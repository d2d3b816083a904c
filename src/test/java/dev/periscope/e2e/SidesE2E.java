package dev.periscope.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.periscope.e2e.support.MachineServer;
import dev.periscope.e2e.support.ProbeSession;
import dev.periscope.e2e.support.Workloads;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One name and port, served in the cluster and on the machine: the filter says which one answers. */
class SidesE2E {

    private static Workloads workloads;

    @BeforeAll
    static void workloads() {
        MachineServer.ensureRunning();
        workloads = Workloads.create("sides");
    }

    @AfterAll
    static void remove() {
        workloads.close();
    }

    @Test
    void withoutAFilterTheClusterAnswersAndSeesTheTargetsOwnAddress() {
        try (var probe = ProbeSession.start(workloads, "remote", "{}")) {
            assertThat(probe.ask("greet server 7000"))
                    .startsWith("OK HELLO server " + workloads.address("app") + " at ");
            assertThat(probe.ask("env GREETING")).isEqualTo("OK from-app");
            assertThat(probe.ask("localhost")).startsWith("OK ");
            assertThat(probe.ask("http http://server:7002/nothing-http")).startsWith("ERR ");
        }
    }

    @Test
    void aLocalNameIsServedByTheMachineInEveryFormItIsAskedAndOthersStayRemote() {
        String full = "server." + workloads.namespace() + ".svc";
        try (var probe = ProbeSession.start(workloads, "local", "{filter: {local: [\"" + full + "\"]}}")) {
            for (String form : new String[] {
                "server",
                "server." + workloads.namespace(),
                full,
                full + ".cluster.local",
                "SERVER." + workloads.namespace()
            }) {
                assertThat(probe.ask("greet " + form + " 7000")).as(form).startsWith("OK HELLO machine ");
            }
            assertThat(probe.ask("greet app 7000")).startsWith("OK HELLO app ");
        }
    }

    @Test
    void portRulesSplitOneName() {
        String outgoing = "{filter: {local: [\"server:7000\"]}}";
        try (var probe = ProbeSession.start(workloads, "ports", outgoing)) {
            assertThat(probe.ask("greet server 7000")).startsWith("OK HELLO machine ");
            assertThat(probe.ask("upload server 7001 100000 1")).isEqualTo("OK 100000 bytes intact");
            assertThat(probe.ask("resolve server")).startsWith("OK 10.96.");
        }
    }

    @Test
    void aRedirectLeadsToWhereTheLocalServiceLives() {
        String outgoing = "{filter: {local: [\"server:9999\"]}, redirect: {\"server:9999\": \"127.0.0.1:7000\"}}";
        try (var probe = ProbeSession.start(workloads, "redirect", outgoing)) {
            assertThat(probe.ask("greet server 9999")).startsWith("OK HELLO machine ");
            assertThat(probe.ask("greet server 7000")).startsWith("OK HELLO server ");
        }
    }

    @Test
    void wildcardsAndExceptionsGoByTheMostSpecificEntry() {
        String outgoing = "{filter: {local: [\"*." + workloads.namespace() + ".svc\"], remote: [\"app\"]}}";
        try (var probe = ProbeSession.start(workloads, "wildcard", outgoing)) {
            assertThat(probe.ask("greet app." + workloads.namespace() + ".svc 7000"))
                    .startsWith("OK HELLO app ");
        }
    }

    @Test
    void aDeniedNameFailsAtOnceAndSaysWhichRule() {
        try (var probe = ProbeSession.start(workloads, "deny", "{filter: {deny: [\"server\"]}}")) {
            assertThat(probe.ask("greet server 7000"))
                    .startsWith("ERR UnknownHostException")
                    .contains("server");
            assertThat(probe.ask("greet 169.254.169.254 80")).startsWith("ERR ConnectException");
            assertThat(probe.ask("greet app 7000")).startsWith("OK HELLO app ");
        }
    }
}
