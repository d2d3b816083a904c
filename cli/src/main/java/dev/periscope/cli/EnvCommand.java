package dev.periscope.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.periscope.client.AttachOptions;
import dev.periscope.client.AttachedSession;
import dev.periscope.client.MirrorSessions;
import dev.periscope.client.SessionException;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code periscope env NAME}: the workload's environment, for other tools. */
@Command(name = "env", header = "Prints the workload's environment as a session gives it to programs.")
final class EnvCommand implements Callable<Integer> {
    /** How variables are written. */
    enum Form {
        dotenv,
        export,
        json
    }

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private SessionName name;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "dotenv",
            description = "dotenv (NAME=value), export (for eval in a shell) or json. Default: dotenv.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Form form;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws SessionException, JsonProcessingException {
        ProgressLines progress = new ProgressLines(spec.commandLine().getErr(), Clock.systemUTC(), true);
        try (MirrorSessions sessions = name.cluster().open();
                Interruption interruption = Interruption.watch();
                AttachedSession session = interruption.during(
                        () -> sessions.attach(name.namespace(sessions), name.name(), AttachOptions.JOINED, progress))) {
            spec.commandLine().getOut().print(write(form, session.environment()));
            spec.commandLine().getOut().flush();
            return 0;
        }
    }

    static String write(Form form, Map<String, String> variables) throws JsonProcessingException {
        if (form == Form.json) {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(new TreeMap<>(variables))
                    + "\n";
        }
        StringBuilder text = new StringBuilder();
        new TreeMap<>(variables).forEach((name, value) -> {
            if (form == Form.export && !name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                return; // no shell takes such a name
            }
            text.append(form == Form.export ? "export " : "")
                    .append(name)
                    .append('=')
                    .append(form == Form.export ? shellQuoted(value) : dotenvQuoted(value))
                    .append('\n');
        });
        return text.toString();
    }

    private static String shellQuoted(String value) {
        return "'" + value.replace("'", "'\\''") + "'";
    }

    private static String dotenvQuoted(String value) {
        if (value.matches("[A-Za-z0-9_./:@%+,=-]*")) {
            return value;
        }
        return "\""
                + value.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("$", "\\$") + "\"";
    }
}
