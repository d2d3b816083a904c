package dev.periscope.cli;

import dev.periscope.client.AttachedSession;
import dev.periscope.client.MirrorSessions;
import dev.periscope.client.Progress;
import dev.periscope.client.SessionException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code periscope attach NAME -- CMD…}: a program in a session that is there. */
@Command(name = "attach", header = "Starts a program in a session that exists already; the session stays.")
final class AttachCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ClusterMixin cluster;

    @Parameters(index = "0", paramLabel = "NAME", description = "Name of the session.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String name;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "CMD",
            description = "The program and its arguments, after --.")
    private List<String> command = new ArrayList<>();

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ProgramMixin program;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws SessionException {
        Progress progress = new ProgressLines(spec.commandLine().getErr(), Clock.systemUTC(), program.quiet());
        try (MirrorSessions sessions = cluster.open();
                Interruption interruption = Interruption.watch();
                AttachedSession session = interruption.during(() -> sessions.attach(
                        cluster.namespace().orElse(sessions.namespace()), name, program.attach(false), progress))) {
            return new ProgramRun(session, command, program, spec.commandLine().getErr(), System.getenv())
                    .run(interruption);
        }
    }
}
