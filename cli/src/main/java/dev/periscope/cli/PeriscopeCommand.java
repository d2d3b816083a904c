package dev.periscope.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code periscope} by itself: its help. */
@Command(
        name = "periscope",
        header = "Lets a program on this machine live, for its network, inside a Kubernetes workload.",
        subcommands = {
            RunCommand.class,
            AttachCommand.class,
            LsCommand.class,
            ShowCommand.class,
            EnvCommand.class,
            ExplainCommand.class,
            FilterCommand.class,
            KillCommand.class,
            VersionCommand.class,
            HelpCommand.class
        },
        footer = {"", "A failure of periscope itself has exit status 125; `run` and `attach` pass on the program's."})
final class PeriscopeCommand implements Runnable {
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
}
