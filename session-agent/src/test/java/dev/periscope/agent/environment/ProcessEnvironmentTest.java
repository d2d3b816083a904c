package dev.periscope.agent.environment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.periscope.control.AgentMessage.EnvironmentSource;
import dev.periscope.control.OperatorMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessEnvironmentTest {

    @TempDir
    Path proc;

    private void process(String pid, String comm, int uid, int gid, int parent, String environ) throws IOException {
        Path folder = Files.createDirectories(proc.resolve(pid));
        Files.writeString(folder.resolve("comm"), comm + "\n");
        Files.writeString(
                folder.resolve("status"),
                "Name:\t" + comm + "\nPPid:\t" + parent + "\nUid:\t" + uid + "\t" + uid + "\t" + uid + "\t" + uid
                        + "\nGid:\t" + gid + "\t" + gid + "\t" + gid + "\t" + gid + "\n");
        Files.writeString(folder.resolve("environ"), environ);
    }

    private void self(String pid) throws IOException {
        Files.createSymbolicLink(proc.resolve("self"), Path.of(pid));
    }

    private ProcessReading read(boolean tied) {
        return new ProcessEnvironment(proc, tied).read();
    }

    private static String whyNot(ProcessReading reading) {
        return reading instanceof ProcessReading.Unreadable(String why) ? why : "readable";
    }

    @Test
    void aTiedAgentReadsProcessOne() throws IOException {
        process("1", "app", 1000, 1000, 0, "DB_URL=jdbc:x=y\0EMPTY=\0");
        process("17", "java", 1000, 1000, 0, "");
        self("17");

        assertThat(read(true)).isEqualTo(new ProcessReading.Read(Map.of("DB_URL", "jdbc:x=y", "EMPTY", "")));
    }

    @Test
    void anAgentThatIsNotTiedDoesNotLook() throws IOException {
        process("1", "java", 1000, 1000, 0, "OWN=1\0");
        self("1");

        assertThat(whyNot(read(false))).contains("not tied");
    }

    @Test
    void anAgentThatIsProcessOneItselfDoesNotTakeItsOwnForTheTargets() throws IOException {
        process("1", "java", 1000, 1000, 0, "OWN=1\0");
        self("1");

        assertThat(whyNot(read(true))).contains("cannot be told");
    }

    @Test
    void withASharedNamespaceTheOneOtherProcessOfTheSameOwnerIsTheTarget() throws IOException {
        process("1", "pause", 65535, 65535, 0, "");
        process("13", "app", 1000, 3000, 0, "FROM=app\0");
        process("14", "child", 1000, 3000, 13, "FROM=child\0");
        process("20", "other", 2000, 3000, 0, "FROM=other\0");
        process("30", "java", 1000, 3000, 0, "");
        self("30");

        assertThat(read(true)).isEqualTo(new ProcessReading.Read(Map.of("FROM", "app")));
    }

    @Test
    void amongSeveralPossibleTargetsNoneIsGuessed() throws IOException {
        process("1", "pause", 65535, 65535, 0, "");
        process("13", "app", 1000, 3000, 0, "FROM=app\0");
        process("20", "other", 1000, 3000, 0, "FROM=other\0");
        process("30", "java", 1000, 3000, 0, "");
        self("30");

        assertThat(whyNot(read(true))).contains("cannot be told");
    }

    @Test
    void aBlockThatWasWrittenOverIsNotTrusted() throws IOException {
        process("1", "app", 1000, 1000, 0, "xxxxxxxxxxxxxxx\0DB_URL=1\0");
        process("17", "java", 1000, 1000, 0, "");
        self("17");

        assertThat(whyNot(read(true))).contains("written over");
    }

    @Test
    void theStatusOfTheTargetSaysWhoItRunsAs() throws IOException {
        process("1", "app", 1000, 3000, 0, "");
        process("17", "java", 1000, 0, 0, "");
        self("17");

        assertThat(new ProcessEnvironment(proc, true).status()).contains(new ProcessStatus(1000, 3000, 0));
    }

    @Test
    void theProcessIsPreferredWhereItIsWantedAndThePodSpecificationOtherwise() {
        ProcessReading read = new ProcessReading.Read(Map.of("FROM", "process"));

        assertThat(environment(EnvironmentSource.Process, read)).isEqualTo("Process {FROM=process}");
        assertThat(environment(EnvironmentSource.PodSpec, read)).isEqualTo("PodSpec {FROM=spec}");
        assertThat(environment(EnvironmentSource.Process, new ProcessReading.Unreadable("x")))
                .isEqualTo("PodSpec {FROM=spec}");
    }

    private static String environment(EnvironmentSource wanted, ProcessReading reading) {
        WorkloadEnvironment environment = WorkloadEnvironment.of(
                new OperatorMessage.Environment(wanted, List.of(), List.of(), List.of(), Map.of("FROM", "spec")),
                reading);
        return environment.source() + " " + environment.variables();
    }

    @Test
    void valuesDoNotShowInText() {
        assertThat(new ProcessReading.Read(Map.of("A", "s3cret")).toString()).doesNotContain("s3cret");
        assertThat(WorkloadEnvironment.of(
                                new OperatorMessage.Environment(
                                        EnvironmentSource.PodSpec,
                                        List.of(),
                                        List.of(),
                                        List.of(),
                                        Map.of("A", "s3cret")),
                                new ProcessReading.Unreadable("x"))
                        .toString())
                .doesNotContain("s3cret");
    }
}
