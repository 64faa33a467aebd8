package dev.shaduf.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code shaduf events}: what comes in, and what is sent again. */
@Command(
        name = "events",
        synopsisSubcommandLabel = "COMMAND",
        header = "Events as they arrive; those a destination did not take, sent again.",
        subcommands = {TailCommand.class, ReplayCommand.class})
final class EventsCommand implements Runnable {

    @ParentCommand private Main main;
    @Spec private CommandSpec spec;

    Main main() {
        return main;
    }

    @Override
    public void run() {
        spec.commandLine().usage(main.caller().out());
    }
}
