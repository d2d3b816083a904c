package dev.periscope.client.session;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A folder of the user's alone (mode 0700) for one attachment's socket; removed with all in it at the end. */
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
        List<Path> all;
        try (Stream<Path> walk = Files.walk(path)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.deleteIfExists(file);
        }
    }
}
