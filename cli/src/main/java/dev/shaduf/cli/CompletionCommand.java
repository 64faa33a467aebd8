package dev.shaduf.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/** {@code shaduf completion}: a script that completes commands and options in bash and zsh. */
@Command(
        name = "completion",
        header = "Prints a completion script for bash and zsh.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  source <(shaduf completion)",
            "  shaduf completion > /etc/bash_completion.d/shaduf"
        })
final class CompletionCommand implements Callable<Integer> {

    @ParentCommand private Main main;
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        main.caller().out().print(AutoComplete.bash("shaduf", spec.root().commandLine()));
        return Exit.DONE;
    }
}
