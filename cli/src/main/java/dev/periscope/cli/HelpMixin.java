package dev.periscope.cli;

import picocli.CommandLine.Option;

/** {@code --help}, for every command. */
final class HelpMixin {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Print this help.")
    @SuppressWarnings("UnusedVariable") // read by picocli
    private boolean help;
}
