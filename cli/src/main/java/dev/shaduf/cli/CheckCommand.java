package dev.shaduf.cli;

import dev.shaduf.cli.terminal.Human;
import dev.shaduf.cli.terminal.Ink;
import dev.shaduf.cli.terminal.Line;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.project.Projects;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

import java.util.List;
import java.util.concurrent.Callable;

/** {@code shaduf check}: reads the whole project and says everything that is wrong. */
@Command(
        name = "check",
        header = "Reads and validates the whole project; changes nothing.",
        description = "Every problem is named at once, with file, line and the next step.",
        footerHeading = "%nExamples:%n",
        footer = {"  shaduf check", "  shaduf check --json"})
final class CheckCommand implements Callable<Integer> {

    @ParentCommand private Main main;
    @Mixin private JsonOption json;

    @Override
    public Integer call() {
        Caller caller = main.caller();
        return switch (main.reading()) {
            case Projects.Reading.Bad bad -> {
                ProblemText text = new ProblemText(bad.problems(), bad.files());
                if (json.wanted()) {
                    caller.out().println(text.json());
                } else {
                    caller.screen().print(text.lines(caller.looks().width()));
                }
                yield Exit.WRONG;
            }
            case Projects.Reading.Good good -> {
                if (json.wanted()) {
                    caller.out().println(new ProblemText(List.of(), good.files()).json());
                } else {
                    caller.screen().print(fine(good));
                }
                yield Exit.DONE;
            }
        };
    }

    private static Line fine(Projects.Reading.Good good) {
        Project project = good.project();
        return Line.of("No problem", Ink.GREEN)
                .plus(" in " + Human.count(good.files(), "file") + ": ")
                .plus(
                        String.join(
                                ", ",
                                Human.count(project.sources().size(), "source"),
                                Human.count(project.models().size(), "model"),
                                Human.count(project.destinations().size(), "destination"),
                                Human.count(project.syncs().size(), "sync")))
                .plus(". Next: shaduf plan");
    }
}
