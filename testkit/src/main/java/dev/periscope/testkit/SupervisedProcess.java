package dev.periscope.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that cannot outlive this JVM, not even one that is killed: a shell between the two holds a pipe from the JVM
 * and sends SIGKILL when the pipe ends. Safe for use by several threads.
 */
final class SupervisedProcess {
    private static final String SUPERVISOR = """
            exec 3<&0
            "$@" </dev/null 3<&- &
            child=$!
            (read -r _ <&3; kill -9 "$child") 2>/dev/null &
            watcher=$!
            wait "$child"
            code=$?
            kill "$watcher" 2>/dev/null
            exit "$code"
            """;
    private static final int TAIL_LINES = 20;

    private final String name;
    private final Path log;
    private final Process shell;

    private SupervisedProcess(String name, Path log, Process shell) {
        this.name = name;
        this.log = log;
        this.shell = shell;
    }

    /**
     * @param log takes both output streams, appended, so that it spans restarts
     */
    static SupervisedProcess start(String name, Path log, List<String> command) {
        List<String> line = new ArrayList<>(List.of("/bin/sh", "-c", SUPERVISOR, name));
        line.addAll(command);
        try {
            Process shell = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            return new SupervisedProcess(name, log, shell);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name, e);
        }
    }

    boolean alive() {
        return shell.isAlive();
    }

    /** SIGKILL; returns when the process is gone. Does nothing when it has ended before. */
    void kill() {
        try {
            shell.getOutputStream().close();
            if (!shell.waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException(name + " is still there 10 s after SIGKILL");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot end " + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while ending " + name, e);
        }
    }

    /** The last lines it wrote, for an error message. */
    String logTail() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(log unreadable: " + e + ")";
        }
    }
}
