package dev.periscope.cli;

import dev.periscope.client.SessionException;
import dev.periscope.client.SessionException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the Java agent lies: beside the command's own jars. */
final class AgentJar {
    private AgentJar() {}

    static Path find() throws SessionException {
        Path jar = Path.of(System.getProperty("periscope.home", "."), "agent", "periscope-java-agent.jar")
                .toAbsolutePath()
                .normalize();
        if (!Files.isReadable(jar)) {
            throw new SessionException(
                    Kind.MACHINE, "The Java agent is missing: " + jar + " cannot be read; install periscope again.");
        }
        return jar;
    }
}
