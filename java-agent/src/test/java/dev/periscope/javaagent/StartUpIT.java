package dev.periscope.javaagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the agent adds to the start of a program that does nothing. The figures are printed; the bound only catches a blunder, as other work may be under way. */
final class StartUpIT {
    private static final int RUNS = 9;
    private static final long BLUNDER_MILLIS = 1_500;

    static Stream<Arguments> javas() {
        return Jdks.all().entrySet().stream().map(jdk -> Arguments.of(jdk.getKey(), jdk.getValue()));
    }

    @ParameterizedTest(name = "Java {0}")
    @MethodSource("javas")
    void theAgentHardlyDelaysAProgram(int release, Path jdk) throws Exception {
        String java = jdk.resolve("bin/java").toString();
        List<Long> plain = new ArrayList<>();
        List<Long> agent = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            plain.add(start(List.of(java, "-cp", AgentJar.classPath(), Nothing.class.getName())));
            agent.add(start(List.of(
                    java,
                    "-javaagent:" + AgentJar.PATH + "=socket=/dev/null",
                    "-cp",
                    AgentJar.classPath(),
                    Nothing.class.getName())));
        }

        long cost = median(agent) - median(plain);
        System.out.printf(
                "start-up on Java %d: %d ms, with the agent %d ms (p50 of %d)%n",
                release, median(plain), median(agent), RUNS);
        assertThat(cost).isLessThan(BLUNDER_MILLIS);
    }

    private static long start(List<String> command) throws IOException, InterruptedException {
        long start = System.nanoTime();
        int status = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        assertThat(status).isZero();
        return (System.nanoTime() - start) / 1_000_000;
    }

    private static long median(List<Long> millis) {
        long[] sorted = millis.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** The program. */
    static final class Nothing {
        private Nothing() {}

        /** Does nothing. */
        public static void main(String[] arguments) {}
    }
}
