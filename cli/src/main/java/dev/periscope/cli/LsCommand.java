package dev.periscope.cli;

import dev.periscope.client.MirrorSessions;
import dev.periscope.client.SessionException;
import dev.periscope.crds.v1alpha1.MirrorSession;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code periscope ls}: sessions of a namespace, or of all. */
@Command(name = "ls", header = "Lists sessions.")
final class LsCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ClusterMixin cluster;

    @Option(
            names = {"-A", "--all-namespaces"},
            description = "Those of all namespaces.")
    private boolean all;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "json, yaml or wide.")
    private Optional<Output> output = Optional.empty();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws SessionException {
        try (MirrorSessions sessions = cluster.open()) {
            Optional<String> namespace =
                    all ? Optional.empty() : Optional.of(cluster.namespace().orElse(sessions.namespace()));
            List<MirrorSession> found = sessions.list(namespace).stream()
                    .sorted(Comparator.comparing((MirrorSession session) ->
                                    session.getMetadata().getNamespace())
                            .thenComparing(session -> session.getMetadata().getName()))
                    .toList();
            spec.commandLine()
                    .getOut()
                    .print(output.filter(Output::isStructured)
                            .map(format -> format.write(found))
                            .orElseGet(() -> SessionTable.of(
                                    found,
                                    all,
                                    output.isPresent(),
                                    Clock.systemUTC().instant())));
            spec.commandLine().getOut().flush();
            return 0;
        }
    }
}
