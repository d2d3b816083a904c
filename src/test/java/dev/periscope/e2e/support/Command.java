package dev.periscope.e2e.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** One run of {@code bin/periscope} as a user would start it. Standard output and error are collected line by line; close ends it. */
public final class Command implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Process process;
    private final Writer in;
    private final BlockingQueue<String> out = new ArrayBlockingQueue<>(10_000);

    @SuppressWarnings("JdkObsolete") // written by one thread, read by another
    private final StringBuffer err = new StringBuffer();

    private final Thread outReader;
    private final Thread errReader;

    private Command(Process process) {
        this.process = process;
        in = process.outputWriter(StandardCharsets.UTF_8);
        outReader = Thread.ofVirtual().start(() -> eachLine(process.inputReader(StandardCharsets.UTF_8), out::add));
        errReader = Thread.ofVirtual()
                .start(() -> eachLine(
                        process.errorReader(StandardCharsets.UTF_8),
                        line -> err.append(line).append('\n')));
    }

    /** Starts {@code periscope ARGS…} against the dev cluster. */
    public static Command periscope(List<String> args) {
        return periscope(args, Cluster.KUBECONFIG);
    }

    /** Starts {@code periscope ARGS…} with this kubeconfig. */
    public static Command periscope(List<String> args, Path kubeconfig) {
        var line = new ArrayList<String>();
        // Whoever runs the tests in the background made Ctrl-C ignored, which is inherited.
        line.addAll(List.of("env", "--default-signal=INT"));
        line.add(Cluster.ROOT.resolve("bin/periscope").toString());
        line.addAll(args);
        var builder = new ProcessBuilder(line).directory(Cluster.ROOT.toFile());
        builder.environment().put("KUBECONFIG", kubeconfig.toString());
        try {
            return new Command(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void eachLine(BufferedReader reader, java.util.function.Consumer<String> take) {
        try (reader) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                take.accept(line);
            }
        } catch (IOException e) {
            take.accept("(reading ended: " + e.getMessage() + ")");
        }
    }

    /** Writes one line to the program's standard input. */
    public void send(String line) {
        try {
            in.write(line + "\n");
            in.flush();
        } catch (IOException e) {
            throw new IllegalStateException("the command no longer reads; standard error was:\n" + err, e);
        }
    }

    /** The next line of standard output. */
    public String nextLine() {
        try {
            long until = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < until) {
                String line = out.poll(200, TimeUnit.MILLISECONDS);
                if (line != null) {
                    return line;
                }
                if (!process.isAlive() && out.isEmpty()) {
                    throw new IllegalStateException(
                            "the command ended with status " + process.exitValue() + "; standard error was:\n" + err);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("no line within " + PATIENCE + "; standard error was:\n" + err);
    }

    /** Waits for the end and gives the exit status. */
    public int exitStatus() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("still running after " + PATIENCE + "; standard error was:\n" + err);
            }
            outReader.join(Duration.ofSeconds(5));
            errReader.join(Duration.ofSeconds(5));
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What was written to standard error so far. */
    public String standardError() {
        return err.toString();
    }

    /** What was written to standard output and not taken yet. */
    public String standardOutput() {
        return String.join("\n", out);
    }

    /** Sends SIGINT, as Ctrl-C does to the foreground process. */
    public void interrupt() {
        try {
            new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            err.append("(closing standard input: ").append(e.getMessage()).append(")\n");
        }
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
