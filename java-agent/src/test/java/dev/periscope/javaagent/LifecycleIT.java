package dev.periscope.javaagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How the agent comes into a JVM, and what happens when its client goes, on every Java found. */
final class LifecycleIT {
    private static final String PROBE = "dev.periscope.javaagent.probe.Probe";

    static Stream<Arguments> javas() {
        return Jdks.all().entrySet().stream().map(jdk -> Arguments.of(jdk.getKey(), jdk.getValue()));
    }

    @ParameterizedTest(name = "Java {0}")
    @MethodSource("javas")
    void aLostClientMeansRefusalAndOneLineUntilItIsBack(int release, Path jdk) throws Exception {
        Run run = Run.of(jdk, List.of(), AgentJar.classPath(), "outage");

        assertThat(run.outcomes())
                .containsEntry("before", "is cluster 192.0.2.10:8080")
                .hasEntrySatisfying("kill", is -> assertThat(is).startsWith("throws UnknownHostException"))
                .hasEntrySatisfying(
                        "connect without a client",
                        is -> assertThat(is)
                                .startsWith(
                                        "throws ConnectException: Connection refused: the Periscope client is gone"))
                .hasEntrySatisfying(
                        "name without a client",
                        is -> assertThat(is)
                                .startsWith("throws UnknownHostException: dual.shop.svc: the Periscope client is gone"))
                .containsEntry("own name without a client", "is false")
                .containsEntry("loopback without a client", "is true")
                .containsEntry("after", "is cluster 192.0.2.10:8080");
        assertThat(run.stderr().lines())
                .singleElement()
                .asString()
                .startsWith("periscope: the Periscope client is gone")
                .endsWith("connections and names that leave this machine fail until it is back");
    }

    @ParameterizedTest(name = "Java {0}")
    @MethodSource("javas")
    void aChildInheritsTheAgentByTheEnvironment(int release, Path jdk) throws Exception {
        Run run = Run.onStage(List.of(
                "env",
                "JAVA_TOOL_OPTIONS=-javaagent:" + AgentJar.PATH,
                jdk.resolve("bin/java").toString(),
                "-cp",
                AgentJar.classPath(),
                PROBE,
                "child",
                "0"));

        assertThat(run.outcomes())
                .containsEntry("parent", "is cluster 192.0.2.10:8080")
                .containsEntry("child", "is asks too");
        assertThat(run.hellos()).isEqualTo(2);
    }

    @ParameterizedTest(name = "Java {0}")
    @MethodSource("javas")
    void aRunningProgramIsInterceptedOnceAttached(int release, Path jdk) throws Exception {
        Run run = Run.onStage(List.of(
                jdk.resolve("bin/java").toString(),
                "-Djdk.attach.allowAttachSelf=true",
                "-Dagent=" + AgentJar.PATH,
                "-Dsocket=@SOCKET@",
                "-cp",
                AgentJar.classPath(),
                PROBE,
                "attach",
                "0"));

        assertThat(run.outcomes())
                .containsEntry("connect before", "is fails")
                .containsEntry("name before", "is fails")
                .containsEntry("attach", "is done")
                .containsEntry("attach again", "is done")
                .containsEntry("connect after", "is cluster 192.0.2.10:8080")
                .containsEntry("name after", "is inventory.shop.svc/192.0.2.10");
    }

    @ParameterizedTest(name = "Java {0}")
    @MethodSource("javas")
    void aToolOfTheJdkIsLeftAloneButAProgramFromASourceFileIsNot(int release, Path jdk, @TempDir Path folder)
            throws Exception {
        Path source = Files.writeString(
                folder.resolve("Hello.java"),
                "class Hello { public static void main(String[] a) throws Exception {"
                        + " try { new java.net.Socket(\"192.0.2.66\", 80); }"
                        + " catch (java.io.IOException e) { System.out.println(\"hello\\t\" + e.getMessage()); } } }");
        String agent = "JAVA_TOOL_OPTIONS=-javaagent:" + AgentJar.PATH;

        Run tool = Run.onStage(
                List.of("env", agent, jdk.resolve("bin/javac").toString(), "-d", folder.toString(), source.toString()));
        Run program = Run.onStage(List.of("env", agent, jdk.resolve("bin/java").toString(), source.toString()));

        assertThat(folder.resolve("Hello.class")).exists();
        assertThat(tool.hellos()).isZero();
        assertThat(program.outcomes())
                .containsEntry("hello", "Connection refused: denied by deny[0] payments.prod.svc");
    }

    @ParameterizedTest(name = "Java {0}")
    @MethodSource("javas")
    void withoutAClientToAskTheProgramRunsAndNothingLeaves(int release, Path jdk) throws Exception {
        Run run = Run.onStage(List.of(
                "env",
                "-u",
                "PERISCOPE_SOCKET",
                jdk.resolve("bin/java").toString(),
                "-javaagent:" + AgentJar.PATH,
                "-cp",
                AgentJar.classPath(),
                PROBE,
                "faults",
                "0"));

        assertThat(run.outcomes())
                .hasSize(10)
                .allSatisfy(
                        (name, outcome) -> assertThat(outcome)
                                .isEqualTo(
                                        "throws ConnectException: Connection refused: the Periscope agent has no client to ask"));
        assertThat(run.stderr().lines()).singleElement().asString().contains("PERISCOPE_SOCKET is not set");
    }
}
