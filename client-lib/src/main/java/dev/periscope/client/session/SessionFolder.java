package dev.periscope.client.session;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

/** A folder of the user's alone (mode 0700) for one attachment's socket; removed with the socket at the end. */
public final class SessionFolder implements AutoCloseable {
    private final Path path;

    private SessionFolder(Path path) {
        this.path = path;
    }

    /** Below {@code XDG_RUNTIME_DIR} where that is a folder, else among the temporary files. */
    public static SessionFolder create(Map<String, String> environment) throws IOException {
        String runtime = environment.get("XDG_RUNTIME_DIR");
        Path parent = runtime != null && Files.isWritable(Path.of(runtime))
                ? Path.of(runtime)
                : Path.of(System.getProperty("java.io.tmpdir"));
        Set<PosixFilePermission> owner = PosixFilePermissions.fromString("rwx------");
        FileAttribute<?>[] attributes =
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(owner)}
                        : new FileAttribute<?>[0];
        return new SessionFolder(Files.createTempDirectory(parent, "periscope-", attributes));
    }

    /** Where the daemon listens. */
    public Path socket() {
        return path.resolve("socket");
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        // Not by a walk: the socket goes by itself too, when its channel closes, and a file that goes during a walk
        // ends it.
        Files.deleteIfExists(socket());
        Files.deleteIfExists(path);
    }
}
