package dev.shaduf.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: every command is a class of its own, listed here. */
@Command(
        name = "shaduf",
        description = "Carries customer data from the warehouse to the tools, every row counted.",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        subcommands = {VersionCommand.class})
public final class Main {

    private Main() {}

    /** Runs one command and ends with its exit code. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }
}
