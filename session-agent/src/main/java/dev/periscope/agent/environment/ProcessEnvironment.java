package dev.periscope.agent.environment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the environment the target process was started with from {@code /proc/PID/environ}; see proc(5). The kernel
 * allows it to a process with the same user and group and at least the target's capabilities, while the target is
 * dumpable. Reads memory only and never blocks on a device.
 */
public final class ProcessEnvironment {

    /** The kernel's own bound on arguments and environment of one exec is of this order; more is not believed. */
    private static final int MAX_BYTES = 2 << 20;

    private final Path proc;
    private final boolean tied;

    /**
     * @param proc where proc(5) is mounted
     * @param tied whether this agent was put into the target container's PID namespace; if not, PID 1 is the agent
     */
    public ProcessEnvironment(Path proc, boolean tied) {
        this.proc = proc;
        this.tied = tied;
    }

    public ProcessReading read() {
        if (!tied) {
            return new ProcessReading.Unreadable("the agent is not tied to the target container");
        }
        try {
            Optional<Path> target = new TargetProcess(proc).find();
            return target.isPresent()
                    ? read(target.get())
                    : new ProcessReading.Unreadable("the target's process cannot be told in this PID namespace");
        } catch (IOException e) {
            return new ProcessReading.Unreadable(
                    "/proc cannot be read: " + e.getClass().getSimpleName());
        }
    }

    /** @return the target's status, which says why its environment may not be readable */
    public Optional<ProcessStatus> status() {
        try {
            return tied ? new TargetProcess(proc).find().flatMap(ProcessStatus::of) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private ProcessReading read(Path process) throws IOException {
        byte[] block;
        try (InputStream in = Files.newInputStream(process.resolve("environ"))) {
            block = in.readNBytes(MAX_BYTES + 1);
        } catch (AccessDeniedException e) {
            return new ProcessReading.Unreadable(denied(process));
        }
        if (block.length > MAX_BYTES) {
            return new ProcessReading.Unreadable("the target's environment is longer than " + MAX_BYTES + " bytes");
        }
        return parse(block);
    }

    private String denied(Path process) {
        Optional<ProcessStatus> target = ProcessStatus.of(process);
        Optional<ProcessStatus> own = ProcessStatus.of(proc.resolve("self"));
        if (target.isEmpty() || own.isEmpty()) {
            return "the kernel denies reading the target's environment";
        }
        String who =
                "the target runs as " + target.get().uid() + ":" + target.get().gid() + ", the agent as "
                        + own.get().uid() + ":" + own.get().gid();
        return target.get().sameOwner(own.get())
                ? "the kernel denies reading the target's environment although " + who
                        + ": the target has capabilities the agent has not, or is not dumpable"
                : who;
    }

    /** A process may write over its own block (as setproctitle does); one piece of nonsense makes all of it suspect. */
    static ProcessReading parse(byte[] block) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String piece : new String(block, StandardCharsets.UTF_8).split("\0")) {
            if (piece.isEmpty()) {
                continue;
            }
            int equals = piece.indexOf('=');
            if (equals <= 0 || !isName(piece, equals)) {
                return new ProcessReading.Unreadable("the target has written over its environment block");
            }
            variables.putIfAbsent(piece.substring(0, equals), piece.substring(equals + 1));
        }
        return variables.isEmpty()
                ? new ProcessReading.Unreadable("the target's environment block is empty")
                : new ProcessReading.Read(variables);
    }

    private static boolean isName(String piece, int end) {
        return piece.chars().limit(end).allMatch(c -> c > ' ' && c < 0x7f);
    }
}
