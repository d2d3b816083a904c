package dev.periscope.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code bin/periscope} as a child process of a test. */
final class CommandProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;

    @SuppressWarnings("JdkObsolete") // written by one thread, read by another
    private final StringBuffer err = new StringBuffer();

    private final Thread errReader;

    CommandProcess(Path kubeconfig, Map<String, String> environment, List<String> arguments) {
        Path root = Path.of(System.getProperty("periscope.root", ".."));
        List<String> line = new ArrayList<>();
        // Whoever runs the tests in the background made Ctrl-C ignored, which is inherited.
        line.addAll(List.of("env", "--default-signal=INT"));
        line.add(root.resolve("cli/target/periscope/bin/periscope").toString());
        line.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().put("KUBECONFIG", kubeconfig.toString());
        builder.environment().put("PERISCOPE_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("is the command packaged? run `mvn package -pl cli -am`", e);
        }
        out = process.inputReader(StandardCharsets.UTF_8);
        errReader = Thread.ofVirtual()
                .start(() -> process.errorReader(StandardCharsets.UTF_8)
                        .lines()
                        .forEach(text -> err.append(text).append('\n')));
    }

    void send(String line) throws IOException {
        process.outputWriter(StandardCharsets.UTF_8).write(line + "\n");
        process.outputWriter(StandardCharsets.UTF_8).flush();
    }

    /** Sends a line to the program and gives its next line. */
    String ask(String line) throws IOException {
        send(line);
        return nextLine();
    }

    /** The next line of standard output; empty at its end. */
    String nextLine() throws IOException {
        String line = out.readLine();
        return line == null ? "" : line;
    }

    String remainingOutput() {
        return String.join("\n", out.lines().toList());
    }

    int exitStatus() throws InterruptedException {
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the command still runs");
        }
        return process.exitValue();
    }

    /** All of standard error; to be asked for after the end. */
    String standardError() {
        try {
            errReader.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return err.toString();
    }

    String standardErrorSoFar() {
        return err.toString();
    }

    void interrupt() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
