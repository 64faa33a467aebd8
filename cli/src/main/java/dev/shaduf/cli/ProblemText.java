package dev.shaduf.cli;

import dev.shaduf.cli.terminal.Excerpt;
import dev.shaduf.cli.terminal.Human;
import dev.shaduf.cli.terminal.Ink;
import dev.shaduf.cli.terminal.Line;
import dev.shaduf.engine.project.Problem;
import dev.shaduf.spi.json.Json;

import java.util.ArrayList;
import java.util.List;

/**
 * What is wrong in a project's files, for people and as the document of {@code check}.
 *
 * @param files how many files were read
 */
record ProblemText(List<Problem> problems, int files) {

    Json.Obj json() {
        List<Json> all = new ArrayList<>();
        for (Problem problem : problems) {
            all.add(
                    Json.object()
                            .with("file", problem.file())
                            .with("line", problem.line())
                            .with("column", problem.column())
                            .with("code", problem.code())
                            .with("message", problem.message())
                            .with("fix", problem.fix()));
        }
        return Json.object()
                .with("valid", Json.of(problems.isEmpty()))
                .with("problems", Json.array(all));
    }

    List<Line> lines(int width) {
        List<Line> lines = new ArrayList<>();
        for (Problem problem : problems) {
            Excerpt excerpt =
                    new Excerpt(
                            problem.file(),
                            problem.line(),
                            problem.column(),
                            problem.length(),
                            problem.excerpt(),
                            problem.message(),
                            problem.fix());
            lines.addAll(excerpt.lines(width));
        }
        lines.add(
                Line.of(Human.count(problems.size(), "problem"), Ink.RED)
                        .plus(where())
                        .plus(". Nothing was run."));
        return lines;
    }

    /** Files that should not be there are among the wrong ones, but not among those read. */
    private String where() {
        long wrong = problems.stream().map(Problem::file).distinct().count();
        if (files == 0) {
            return "";
        }
        return wrong < files
                ? " in " + Human.number(wrong) + " of " + Human.count(files, "file")
                : " in " + Human.count(wrong, "file");
    }
}
