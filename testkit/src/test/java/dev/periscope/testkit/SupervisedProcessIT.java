package dev.periscope.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisedProcessIT {
    @TempDir
    Path folder;

    @Test
    void endsWhenItIsKilled() {
        SupervisedProcess process = SupervisedProcess.start("sleeper", folder.resolve("log"), List.of("sleep", "1000"));

        process.kill();

        assertThat(process.alive()).isFalse();
    }

    @Test
    void isSeenToEndByItself() {
        SupervisedProcess process = SupervisedProcess.start(
                "speaker", folder.resolve("log"), List.of("sh", "-c", "echo last words; exit 3"));

        await().until(() -> !process.alive());

        assertThat(process.logTail()).contains("last words");
    }

    @Test
    void endsWithAJvmThatIsKilled() throws IOException {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Starter.class.getName(),
                        folder.resolve("log").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(output.readLine()).isEqualTo("started");
        }
        ProcessHandle sleeper = await().until(
                        () -> jvm.descendants()
                                .filter(process ->
                                        process.info().command().orElse("").endsWith("sleep"))
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();

        jvm.destroyForcibly();

        await().until(() -> !sleeper.isAlive());
    }

    /** The JVM that is killed. */
    static final class Starter {
        public static void main(String[] arguments) throws IOException {
            SupervisedProcess process =
                    SupervisedProcess.start("sleeper", Path.of(arguments[0]), List.of("sleep", "1000"));
            System.out.println(process.alive() ? "started" : "dead");
            System.in.read();
        }
    }
}
