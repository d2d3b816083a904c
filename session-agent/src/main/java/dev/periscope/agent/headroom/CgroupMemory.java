package dev.periscope.agent.headroom;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Memory figures of one cgroup, of either version: v2 ({@code memory.max}, {@code memory.current},
 * {@code memory.stat}) below the given folder, or v1 ({@code memory/memory.limit_in_bytes},
 * {@code memory/memory.usage_in_bytes}, {@code memory/memory.stat}). Reads kernel memory only.
 */
final class CgroupMemory {

    /** v1 writes "no limit" as the largest multiple of a page. */
    private static final long NO_LIMIT = 1L << 60;

    private final Path root;

    CgroupMemory(Path root) {
        this.root = root;
    }

    /** @return the limit in bytes; empty without one, or when it cannot be read */
    OptionalLong limit() {
        OptionalLong limit = number("memory.max", "memory/memory.limit_in_bytes");
        return limit.isPresent() && limit.getAsLong() >= NO_LIMIT ? OptionalLong.empty() : limit;
    }

    /** @return bytes charged, without file pages the kernel takes back before it kills; empty when not readable */
    OptionalLong used() {
        OptionalLong usage = number("memory.current", "memory/memory.usage_in_bytes");
        return usage.isEmpty() ? usage : OptionalLong.of(Math.max(0, usage.getAsLong() - reclaimable()));
    }

    private long reclaimable() {
        for (String file : new String[] {"memory.stat", "memory/memory.stat"}) {
            long inactive = 0;
            for (String line : text(file).split("\n")) {
                if (line.startsWith("inactive_file ") || line.startsWith("total_inactive_file ")) {
                    inactive = Math.max(
                            inactive,
                            parse(line.substring(line.indexOf(' ') + 1)).orElse(0));
                }
            }
            if (inactive > 0) {
                return inactive;
            }
        }
        return 0;
    }

    private OptionalLong number(String v2, String v1) {
        OptionalLong unified = parse(text(v2));
        return unified.isPresent() ? unified : parse(text(v1));
    }

    private static OptionalLong parse(String text) {
        String number = text.strip();
        if (number.equals("max")) {
            return OptionalLong.of(Long.MAX_VALUE);
        }
        try {
            return number.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(number));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** An unreadable figure is an absent one: whether the target's cgroup can be seen depends on user and group. */
    private String text(String file) {
        try {
            return Files.readString(root.resolve(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
