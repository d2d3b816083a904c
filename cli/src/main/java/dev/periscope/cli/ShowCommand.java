package dev.periscope.cli;

import dev.periscope.client.MirrorSessions;
import dev.periscope.client.SessionException;
import dev.periscope.crds.v1alpha1.MirrorSession;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code periscope show NAME}: one session, for people. */
@Command(name = "show", header = "Shows a session: target, agent, conditions, filter, clients.")
final class ShowCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private SessionName session;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "json or yaml.")
    private Optional<Output> output = Optional.empty();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws SessionException {
        try (MirrorSessions sessions = session.cluster().open()) {
            MirrorSession found = sessions.get(session.namespace(sessions), session.name());
            spec.commandLine()
                    .getOut()
                    .print(output.filter(Output::isStructured)
                            .map(format -> format.write(found))
                            .orElseGet(() -> SessionText.of(found)));
            spec.commandLine().getOut().flush();
            return 0;
        }
    }
}
