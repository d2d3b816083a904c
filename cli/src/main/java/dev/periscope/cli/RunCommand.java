package dev.periscope.cli;

import dev.periscope.client.AttachedSession;
import dev.periscope.client.MirrorSessions;
import dev.periscope.client.Progress;
import dev.periscope.client.SessionDraft;
import dev.periscope.client.SessionException;
import dev.periscope.client.SessionException.Kind;
import dev.periscope.client.source.SessionFile;
import dev.periscope.client.source.TargetText;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code periscope run -f FILE -- CMD…}: a session for as long as the program runs. */
@Command(
        name = "run",
        header = "Creates a session, starts a program in it, and deletes the session when the program ends.",
        description = {
            "Waits until the session is ready, gives the program the workload's environment, and sends its names and"
                    + " connections where the session's filter says. The program's exit status is the command's.",
            ""
        })
final class RunCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ClusterMixin cluster;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ProgramMixin program;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "A MirrorSession in YAML, or an older JSON file.")
    private @Nullable Path file;

    @Option(
            names = {"-t", "--target"},
            paramLabel = "KIND/NAME",
            description =
                    "The workload, such as deployment/orders or pod/orders-1/container/app; overrides the file's.")
    private @Nullable String target;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Name of the session; default: the file's, or one is made.")
    private @Nullable String name;

    @Option(names = "--keep", description = "Leave the session when the program ends.")
    private boolean keep;

    @Parameters(
            index = "0..*",
            arity = "1..*",
            paramLabel = "CMD",
            description = "The program and its arguments, after --.")
    private List<String> command = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws SessionException {
        Progress progress = new ProgressLines(spec.commandLine().getErr(), Clock.systemUTC(), program.quiet());
        SessionDraft draft = draft(progress);
        try (MirrorSessions sessions = cluster.open();
                Interruption interruption = Interruption.watch();
                AttachedSession session =
                        interruption.during(() -> sessions.create(draft, program.attach(!keep), progress))) {
            return new ProgramRun(session, command, program, spec.commandLine().getErr(), System.getenv())
                    .run(interruption);
        }
    }

    private SessionDraft draft(Progress progress) throws SessionException {
        if (file == null && target == null) {
            throw new SessionException(
                    Kind.INVALID,
                    "There is nothing to run in: give a session file with -f, or a workload with --target.");
        }
        Optional<SessionFile> read = file == null ? Optional.empty() : Optional.of(SessionFile.read(file));
        read.ifPresent(older -> older.ignored().forEach(line -> progress.step("ignored in " + file + ": " + line)));
        Map<String, Object> written =
                new LinkedHashMap<>(read.map(found -> found.draft().spec()).orElse(Map.of()));
        if (target != null) {
            written.put(
                    "target",
                    TargetText.parse(target)
                            .orElseThrow(() -> new SessionException(
                                    Kind.INVALID,
                                    "--target " + target + " is no target; expected " + TargetText.EXPECTED + ".")));
        }
        return new SessionDraft(
                cluster.namespace().or(() -> read.flatMap(found -> found.draft().namespace())),
                Optional.ofNullable(name)
                        .or(() -> read.flatMap(found -> found.draft().name())),
                written);
    }
}
