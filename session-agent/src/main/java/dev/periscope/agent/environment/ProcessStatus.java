package dev.periscope.agent.environment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The lines of {@code /proc/PID/status} that say whose process it is; see proc(5). Readable by anybody in the PID
 * namespace, so that a refusal to read more can be explained.
 *
 * @param uid real user id
 * @param gid real group id
 * @param parent process id of the parent within this namespace; 0 when the parent is outside
 */
public record ProcessStatus(int uid, int gid, int parent) {

    /** @return the status of the process whose folder this is, or empty if it cannot be read */
    public static Optional<ProcessStatus> of(Path process) {
        try {
            String text = Files.readString(process.resolve("status"), StandardCharsets.ISO_8859_1);
            return Optional.of(new ProcessStatus(number(text, "Uid"), number(text, "Gid"), number(text, "PPid")));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    boolean sameOwner(ProcessStatus other) {
        return uid == other.uid && gid == other.gid;
    }

    private static int number(String text, String key) {
        return text.lines()
                .filter(line -> line.startsWith(key + ":"))
                .map(line -> line.substring(key.length() + 1).strip().split("\\s+", 2)[0])
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElseThrow(() -> new NumberFormatException("no line " + key));
    }
}
