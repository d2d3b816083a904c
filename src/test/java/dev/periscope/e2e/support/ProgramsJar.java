package dev.periscope.e2e.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** The package {@code programs} as a jar small enough for a ConfigMap, so that pods run what was just compiled. */
final class ProgramsJar {

    private static final String PACKAGE = "dev/periscope/e2e/programs";

    private ProgramsJar() {}

    static String base64() {
        try (Stream<Path> classes = Files.list(classPath().resolve(PACKAGE))) {
            var bytes = new ByteArrayOutputStream();
            try (var jar = new JarOutputStream(bytes)) {
                for (Path file : classes.sorted().toList()) {
                    jar.putNextEntry(new JarEntry(PACKAGE + "/" + file.getFileName()));
                    Files.copy(file, jar);
                }
            }
            return Base64.getEncoder().encodeToString(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Folder of the compiled test classes, for programs on the machine. */
    static Path classPath() {
        return Cluster.ROOT.resolve("e2e/target/test-classes");
    }
}
