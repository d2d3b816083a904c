package dev.periscope.cli;

import dev.periscope.client.AttachOptions;
import dev.periscope.crds.v1alpha1.Endpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the commands that start a program in a session. */
final class ProgramMixin {
    /** How a program is made to ask the client. */
    enum Intercept {
        java
    }

    @Option(
            names = "--intercept",
            paramLabel = "HOW",
            defaultValue = "java",
            description = "How the program is intercepted: java (an agent in every JVM it starts). Default: java.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Intercept intercept;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = "How long the session may take to become ready. Default: 120.")
    private int timeoutSeconds;

    @Option(
            names = "--flow-log",
            paramLabel = "FILE",
            description = "Append a line of JSON for each name asked and each connection that ended.")
    private @Nullable Path flowLog;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress lines.")
    private boolean quiet;

    @Option(
            names = "--endpoint",
            paramLabel = "WAY",
            hidden = true,
            description = "The only way to the gateway to try: gateway, incluster or portforward.")
    private Endpoint.@Nullable Type endpoint;

    Intercept intercept() {
        return intercept;
    }

    AttachOptions attach(boolean deleteAtEnd) {
        return new AttachOptions(
                Duration.ofSeconds(Math.max(1, timeoutSeconds)), deleteAtEnd, Optional.ofNullable(endpoint));
    }

    Optional<Path> flowLog() {
        return Optional.ofNullable(flowLog);
    }

    boolean quiet() {
        return quiet;
    }
}
