package dev.shaduf.cli;

import dev.shaduf.cli.terminal.Grid;
import dev.shaduf.cli.terminal.Human;
import dev.shaduf.cli.terminal.Ink;
import dev.shaduf.cli.terminal.Line;
import dev.shaduf.engine.project.Problem;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.project.Projects;
import dev.shaduf.engine.run.Connections;
import dev.shaduf.engine.run.Site;
import dev.shaduf.server.EventLogs;
import dev.shaduf.spi.Failure;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

/** {@code shaduf check}: reads the whole project and says everything that is wrong. */
@Command(
        name = "check",
        header = "Reads and validates the whole project; changes nothing.",
        description = "Every problem is named at once, with file, line and the next step.",
        footerHeading = "%nExamples:%n",
        footer = {"  shaduf check", "  shaduf check --connect"})
final class CheckCommand implements Callable<Integer> {

    @ParentCommand private Main main;
    @Mixin private JsonOption json;

    @Option(
            names = "--connect",
            description = "Also tries every source, warehouse and destination.")
    private boolean connect;

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
            case Projects.Reading.Good good when connect -> connect(good);
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

    private int connect(Projects.Reading.Good good) {
        Caller caller = main.caller();
        List<Connections.Try> tries;
        try (Site site = main.site(good)) {
            Connections connections = new Connections(site);
            tries = new ArrayList<>(connections.check());
            if (EventLogs.isKafka(site.project())) {
                Path state = site.state().path();
                Runnable log = () -> EventLogs.check(site.project(), state);
                tries.add(connections.attempted("log", "kafka", "shaduf.yml", log));
            }
        }
        List<Problem> problems =
                tries.stream().map(Connections.Try::problem).filter(Objects::nonNull).toList();
        if (json.wanted()) {
            caller.out().println(new ProblemText(problems, good.files()).json());
        } else {
            show(caller, tries);
        }
        if (tries.stream().anyMatch(CheckCommand::away)) {
            return Exit.UNREACHABLE;
        }
        return problems.isEmpty() ? Exit.DONE : Exit.FAILED;
    }

    /** Whether something could not be reached; a source's file that is not there counts so. */
    private static boolean away(Connections.Try each) {
        String code = each.problem() == null ? "" : each.problem().code();
        return code.equals(Failure.UNREACHABLE.name())
                || code.equals(Failure.BUSY.name())
                || each.kind().equals("source") && code.equals(Failure.NOT_FOUND.name());
    }

    private static void show(Caller caller, List<Connections.Try> tries) {
        Grid grid = new Grid(Grid.Align.LEFT, Grid.Align.LEFT, Grid.Align.LEFT);
        for (Connections.Try each : tries) {
            Problem problem = each.problem();
            grid.row(
                    Line.of(each.kind()),
                    Line.of(each.name()),
                    problem == null ? Line.of("ok", Ink.GREEN) : Line.of(problem.code(), Ink.RED));
        }
        caller.screen().print(grid.lines(caller.looks().width()));
        long wrong = 0;
        for (Connections.Try each : tries) {
            Problem problem = each.problem();
            if (problem != null) {
                wrong++;
                caller.screen().blank();
                caller.screen()
                        .print(
                                Line.of(each.name() + "  ", Ink.BOLD)
                                        .plus(problem.message() + place(problem), Ink.RED));
                caller.screen().print("  " + problem.fix());
            }
        }
        caller.screen().blank();
        caller.screen()
                .print(
                        wrong == 0
                                ? "Everything answers. Next: shaduf plan"
                                : Human.count(wrong, "problem") + ". Nothing was run.");
    }

    private static String place(Problem problem) {
        return problem.line() == 0
                ? ""
                : " (%s:%d:%d)".formatted(problem.file(), problem.line(), problem.column());
    }

    private static Line fine(Projects.Reading.Good good) {
        Project project = good.project();
        return Line.of("No problem", Ink.GREEN)
                .plus(" in " + Human.count(good.files(), "file") + ": ")
                .plus(
                        String.join(
                                ", ",
                                Human.count(project.sources().size(), "source"),
                                Human.count(project.models().size(), "model") + entities(project),
                                Human.count(project.destinations().size(), "destination"),
                                Human.count(project.syncs().size(), "sync")))
                .plus(". Next: shaduf plan");
    }

    private static String entities(Project project) {
        int n = project.entities().size();
        return n == 0 ? "" : ", " + Human.number(n) + (n == 1 ? " entity" : " entities");
    }
}
