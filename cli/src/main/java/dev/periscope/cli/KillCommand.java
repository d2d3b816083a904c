package dev.periscope.cli;

import dev.periscope.client.MirrorSessions;
import dev.periscope.client.SessionException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code periscope kill NAME}: ends a session. */
@Command(name = "kill", header = "Deletes a session; programs attached to it are ended by their commands.")
final class KillCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private SessionName session;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws SessionException {
        try (MirrorSessions sessions = session.cluster().open()) {
            sessions.delete(session.namespace(sessions), session.name());
            spec.commandLine().getOut().println("session " + session.name() + " deleted");
            return 0;
        }
    }
}
