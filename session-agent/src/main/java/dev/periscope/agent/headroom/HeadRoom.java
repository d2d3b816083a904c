package dev.periscope.agent.headroom;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * What is left of the target container's memory limit once this agent is counted too, seen through the target's own
 * view of its cgroup ({@code /proc/1/root/sys/fs/cgroup}). The agent is charged to the pod, not to that container, so
 * its own anonymous memory is taken off as well: what is left is what the target may still grow by.
 */
public final class HeadRoom {

    private final CgroupMemory target;
    private final Path ownStatus;

    /** @param proc where proc(5) is mounted */
    public HeadRoom(Path proc) {
        this.target = new CgroupMemory(proc.resolve("1/root/sys/fs/cgroup"));
        this.ownStatus = proc.resolve("self/status");
    }

    /** @return bytes left, negative when over; empty without a limit or when the figures cannot be read */
    public OptionalLong left() {
        OptionalLong limit = target.limit();
        OptionalLong used = target.used();
        return limit.isPresent() && used.isPresent()
                ? OptionalLong.of(left(limit.getAsLong(), used.getAsLong(), status("RssAnon")))
                : OptionalLong.empty();
    }

    /** @return resident memory of this process in bytes, 0 when not readable */
    public long resident() {
        return status("VmRSS");
    }

    static long left(long limit, long used, long own) {
        return limit - used - own;
    }

    private long status(String key) {
        try {
            return Files.readString(ownStatus, StandardCharsets.ISO_8859_1)
                    .lines()
                    .filter(line -> line.startsWith(key + ":"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .filter(digits -> !digits.isEmpty())
                    .mapToLong(digits -> Long.parseLong(digits) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
