package dev.periscope.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code periscope version}. */
@Command(name = "version", header = "Prints the version of the command and of the Java it runs on.")
final class VersionCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // set and read by picocli
    private HelpMixin help;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        String version = Optional.ofNullable(VersionCommand.class.getPackage().getImplementationVersion())
                .orElse("unpackaged");
        spec.commandLine()
                .getOut()
                .println("periscope " + version + " (Java " + Runtime.version().feature() + ")");
        return 0;
    }
}
