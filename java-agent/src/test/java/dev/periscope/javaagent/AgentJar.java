package dev.periscope.javaagent;

import java.io.File;
import java.nio.file.Path;

/** The packed agent, and where the classes of these tests are for the JVMs they start. */
final class AgentJar {
    static final Path PATH = Path.of("target/periscope-java-agent.jar").toAbsolutePath();
    static final String TEST_CLASSES =
            Path.of("target/test-classes").toAbsolutePath().toString();

    private AgentJar() {}

    static String classPath(Path... more) {
        StringBuilder path = new StringBuilder(TEST_CLASSES);
        for (Path entry : more) {
            path.append(File.pathSeparator).append(entry);
        }
        return path.toString();
    }
}
