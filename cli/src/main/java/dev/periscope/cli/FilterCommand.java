package dev.periscope.cli;

import dev.periscope.cli.filtertest.FilterTests;
import dev.periscope.client.SessionException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code periscope filter}: work on filters, without a cluster. */
@Command(name = "filter", header = "Works on filters without a cluster.", subcommands = FilterCommand.Test.class)
final class FilterCommand implements Runnable {
    @Mixin
    @SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // set and read by picocli
    private HelpMixin help;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** {@code periscope filter test FILE}. */
    @Command(
            name = "test",
            header = "Runs expectations against filters: unit tests for your own.",
            description = {
                "FILE is JSON in the form of the filter's test vectors, see docs/cli.md. Status 1: cases failed.",
                ""
            })
    static final class Test implements Callable<Integer> {
        @Mixin
        @SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // set and read by picocli
        private HelpMixin help;

        @Parameters(paramLabel = "FILE", description = "The expectations.")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private Path file;

        @Option(names = "--debug", description = "Print stack traces of failures.")
        @SuppressWarnings("UnusedVariable") // read by picocli, or from the arguments before it
        private boolean debug;

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli
        private CommandSpec spec;

        @Override
        public Integer call() throws SessionException {
            FilterTests.Report report = FilterTests.run(file);
            PrintWriter out = spec.commandLine().getOut();
            report.failures().forEach(failure -> out.println("FAILED " + failure));
            out.println(report.cases() + " cases, " + report.failures().size() + " failed");
            out.flush();
            return report.failures().isEmpty() ? 0 : 1;
        }
    }
}
