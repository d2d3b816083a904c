package dev.periscope.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.periscope.client.AttachOptions;
import dev.periscope.client.AttachedSession;
import dev.periscope.client.MirrorSessions;
import dev.periscope.client.SessionException;
import dev.periscope.client.SessionException.Kind;
import dev.periscope.client.explain.Destination;
import dev.periscope.client.explain.Explained;
import dev.periscope.client.explain.OfflineExplainer;
import dev.periscope.client.source.SessionFile;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code periscope explain NAME tcp://host:port}, or offline with {@code -f FILE}. */
@Command(
        name = "explain",
        header = "Says where a destination goes and which entry decided.",
        description = {
            "With NAME, a session is asked: both sides resolve the name. With -f FILE nothing is asked but this"
                    + " machine; the search list is that of a pod in the file's namespace.",
            ""
        })
final class ExplainCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ClusterMixin cluster;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "A session file, instead of NAME.")
    private @Nullable Path file;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "json.")
    private @Nullable String output;

    @Parameters(
            paramLabel = "[NAME] DESTINATION",
            arity = "1..2",
            description = "Such as orders-dev tcp://postgres:5432.")
    private List<String> arguments = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws SessionException, JsonProcessingException {
        if ((file == null) == (arguments.size() == 1)) {
            throw new SessionException(
                    Kind.INVALID,
                    "explain takes a session's name and a destination, or -f FILE and a destination:"
                            + " periscope explain orders-dev tcp://postgres:5432.");
        }
        Destination destination = Destination.parse(arguments.getLast());
        Explained explained = file == null ? online(destination) : offline(SessionFile.read(file), destination);
        String text = "json".equals(output) ? ExplainedText.json(explained) : ExplainedText.of(explained);
        spec.commandLine().getOut().print(text);
        spec.commandLine().getOut().flush();
        return 0;
    }

    private Explained online(Destination destination) throws SessionException {
        ProgressLines progress = new ProgressLines(spec.commandLine().getErr(), Clock.systemUTC(), true);
        try (MirrorSessions sessions = cluster.open();
                Interruption interruption = Interruption.watch();
                AttachedSession session = interruption.during(() -> sessions.attach(
                        cluster.namespace().orElse(sessions.namespace()),
                        arguments.getFirst(),
                        AttachOptions.JOINED,
                        progress))) {
            return session.explain(destination).toCompletableFuture().join();
        }
    }

    private Explained offline(SessionFile read, Destination destination) throws SessionException {
        String namespace =
                cluster.namespace().or(() -> read.draft().namespace()).orElse("default");
        return OfflineExplainer.explain(read.draft(), namespace, destination);
    }
}
