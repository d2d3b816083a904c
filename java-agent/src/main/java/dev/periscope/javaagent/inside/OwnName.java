package dev.periscope.javaagent.inside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The machine's own name, without asking a resolver for it. */
final class OwnName {
    private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

    private static final @Nullable String FROM_KERNEL = read();

    private OwnName() {}

    static boolean is(String host) {
        return host.equalsIgnoreCase(FROM_KERNEL)
                || host.equalsIgnoreCase(System.getenv("COMPUTERNAME"))
                || host.equalsIgnoreCase(System.getenv("HOSTNAME"));
    }

    private static @Nullable String read() {
        try {
            return Files.isReadable(KERNEL) ? Files.readString(KERNEL).strip() : null;
        } catch (IOException notLinux) {
            return null;
        }
    }
}
