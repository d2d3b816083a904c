package dev.periscope.cli;

import dev.periscope.client.SessionException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The entry point: parses, runs, and turns every failure into one sentence and status 125. */
public final class Main {
    /** Exit status of the command's own failures; any other is the program's. */
    static final int OWN_FAILURE = 125;

    private Main() {}

    public static void main(String[] args) {
        System.exit(run(
                args,
                new PrintWriter(System.out, true, System.out.charset()),
                new PrintWriter(System.err, true, System.err.charset())));
    }

    static int run(String[] args, PrintWriter out, PrintWriter err) {
        boolean debug = Arrays.stream(args)
                .takeWhile(argument -> !argument.equals("--"))
                .anyMatch("--debug"::equals);
        IExecutionExceptionHandler failed = (failure, command, parsed) -> report(failure, debug, command);
        IParameterExceptionHandler misused = (failure, arguments) -> {
            PrintWriter to = failure.getCommandLine().getErr();
            to.println("periscope: " + misuse(failure) + "; see `"
                    + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help`.");
            return OWN_FAILURE;
        };
        CommandLine line = new CommandLine(new PeriscopeCommand())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(failed)
                .setParameterExceptionHandler(misused);
        return line.execute(args);
    }

    private static String misuse(ParameterException failure) {
        return failure instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()
                ? "there is no command or argument \""
                        + unmatched.getUnmatched().getFirst() + "\""
                : String.valueOf(failure.getMessage());
    }

    private static int report(Exception failure, boolean debug, CommandLine command) {
        PrintWriter err = command.getErr();
        if (failure instanceof SessionException known) {
            List<String> lines = String.valueOf(known.getMessage()).lines().toList();
            err.println("periscope: " + lines.getFirst());
            lines.stream().skip(1).forEach(err::println);
        } else {
            err.println("periscope: this is a fault of periscope itself: " + failure
                    + "; run it again with --debug and report what it prints.");
        }
        if (debug) {
            failure.printStackTrace(err);
        }
        err.flush();
        return OWN_FAILURE;
    }
}
