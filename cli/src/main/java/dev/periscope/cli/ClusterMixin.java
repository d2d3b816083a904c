package dev.periscope.cli;

import dev.periscope.client.ClusterOptions;
import dev.periscope.client.MirrorSessions;
import dev.periscope.client.SessionException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of every command that talks to a cluster. */
final class ClusterMixin {
    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NS",
            description = "Namespace; default: the file's, or that of the kubeconfig's context.")
    private @Nullable String namespace;

    @Option(names = "--context", paramLabel = "NAME", description = "Context of the kubeconfig.")
    private @Nullable String context;

    @Option(names = "--debug", description = "Print stack traces of failures.")
    @SuppressWarnings("UnusedVariable") // read by picocli, or from the arguments before it
    private boolean debug;

    @Mixin
    @SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // set and read by picocli
    private HelpMixin help;

    MirrorSessions open() throws SessionException {
        return MirrorSessions.open(new ClusterOptions(Optional.ofNullable(context), namespace()), System.getenv());
    }

    Optional<String> namespace() {
        return Optional.ofNullable(namespace);
    }
}
