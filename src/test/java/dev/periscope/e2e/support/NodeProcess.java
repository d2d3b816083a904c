package dev.periscope.e2e.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Processes of the dev cluster's node, which are processes of this machine. */
public final class NodeProcess {

    private NodeProcess() {}

    /**
     * Ends every process of a container with SIGKILL.
     *
     * @param containerId as the pod's status has it, {@code containerd://…}
     */
    public static void kill(String containerId) {
        String id = containerId.substring(containerId.lastIndexOf('/') + 1);
        if (id.length() < 32) {
            throw new IllegalArgumentException("not a container's id: " + containerId);
        }
        ProcessHandle.allProcesses().filter(process -> isIn(process, id)).forEach(ProcessHandle::destroyForcibly);
    }

    private static boolean isIn(ProcessHandle process, String containerId) {
        Path cgroup = Path.of("/proc", String.valueOf(process.pid()), "cgroup");
        try (Stream<String> lines = Files.lines(cgroup)) {
            return lines.anyMatch(line -> line.contains(containerId));
        } catch (IOException | UncheckedIOException ended) {
            return false; // it went while we looked
        }
    }
}
