package dev.periscope.agent.environment;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the target process below {@code /proc}. A tied agent shares the target's PID namespace, where the target is
 * PID 1; with {@code shareProcessNamespace} PID 1 is the pause container, and the target is the one other process
 * started from outside the namespace that runs as the agent's own user and group.
 */
final class TargetProcess {

    private final Path proc;

    TargetProcess(Path proc) {
        this.proc = proc;
    }

    /** @return the folder of the target's process, or empty when it is this process itself or cannot be told */
    Optional<Path> find() throws IOException {
        String self = Files.readSymbolicLink(proc.resolve("self")).getFileName().toString();
        Path first = proc.resolve("1");
        if (self.equals("1") || !Files.isDirectory(first)) {
            return Optional.empty();
        }
        return isPause(first) ? amongOthers(self) : Optional.of(first);
    }

    private static boolean isPause(Path process) {
        try {
            return Files.readString(process.resolve("comm")).strip().equals("pause");
        } catch (IOException e) {
            return false;
        }
    }

    private Optional<Path> amongOthers(String self) throws IOException {
        Optional<ProcessStatus> own = ProcessStatus.of(proc.resolve(self));
        List<Path> candidates = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                String pid = process.getFileName().toString();
                boolean other = !pid.equals("1") && !pid.equals(self);
                if (other && own.isPresent() && startedFromOutside(process, own.get())) {
                    candidates.add(process);
                }
            }
        }
        return candidates.size() == 1 ? Optional.of(candidates.getFirst()) : Optional.empty();
    }

    private static boolean startedFromOutside(Path process, ProcessStatus own) {
        return ProcessStatus.of(process)
                .filter(status -> status.parent() == 0 && status.sameOwner(own))
                .isPresent();
    }
}
