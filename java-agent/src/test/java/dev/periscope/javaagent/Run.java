package dev.periscope.javaagent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * One run of a probe on the stage.
 *
 * @param outcomes by case: {@code is} or {@code throws} and the evidence
 * @param asked what the client was asked
 * @param stderr what the program under the agent wrote there
 */
record Run(Map<String, String> outcomes, List<String> asked, String stderr) {
    /** Runs groups of cases under the agent. */
    static Run of(Path jdk, List<String> options, String classPath, String groups)
            throws IOException, InterruptedException {
        List<String> program =
                new ArrayList<>(List.of(jdk.resolve("bin/java").toString(), "-javaagent:" + AgentJar.PATH));
        program.addAll(options);
        program.addAll(List.of("-cp", classPath, "dev.periscope.javaagent.probe.Probe", groups, "@LOCAL@"));
        return onStage(program);
    }

    /** How many processes said hello. A connection more of the same process is none. */
    long hellos() {
        return asked.stream()
                .filter(line -> line.startsWith("HELLO "))
                .distinct()
                .count();
    }

    /** Runs a command with a client and servers around it. */
    static Run onStage(List<String> program) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(Namespace.prefix());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                AgentJar.TEST_CLASSES,
                "dev.periscope.javaagent.stage.Stage"));
        command.addAll(program);
        Process process = new ProcessBuilder(command).start();
        var stderr = new java.util.concurrent.FutureTask<>(
                () -> new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
        new Thread(stderr, "stderr").start();
        String stdout = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        try {
            return parse(stdout, stderr.get());
        } catch (java.util.concurrent.ExecutionException unreadable) {
            throw new IOException(unreadable);
        }
    }

    private static Run parse(String stdout, String stderr) {
        Map<String, String> outcomes = new TreeMap<>();
        List<String> asked = new ArrayList<>();
        for (String line : stdout.split("\n")) {
            String[] parts = line.split("\t", 2);
            if (parts[0].equals("asked")) {
                asked.add(parts[1]);
            } else if (parts.length == 2) {
                outcomes.put(parts[0], parts[1].replace('\t', ' '));
            }
        }
        return new Run(outcomes, asked, stderr);
    }
}
