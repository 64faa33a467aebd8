package dev.shaduf.cli.text;

import dev.shaduf.cli.terminal.Grid;
import dev.shaduf.cli.terminal.Grid.Align;
import dev.shaduf.cli.terminal.Human;
import dev.shaduf.cli.terminal.Ink;
import dev.shaduf.cli.terminal.Line;
import dev.shaduf.engine.run.History;
import dev.shaduf.engine.store.StoredRun;
import dev.shaduf.engine.sync.Rejected;
import dev.shaduf.engine.sync.SyncReport.ReasonCount;
import dev.shaduf.engine.sync.SyncRunRow;
import dev.shaduf.spi.json.Json;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What ran. */
public final class HistoryText {

    private HistoryText() {}

    /** Why rows of a sync's run were not delivered, and the first of them. */
    public record Errors(List<ReasonCount> reasons, List<Rejected> rows) {}

    /** One line a run of a sync. */
    public static List<Line> lines(List<History.Entry> entries, Instant now, int width) {
        if (entries.isEmpty()) {
            return List.of(Line.of("Nothing ran yet. shaduf run does it."));
        }
        Grid grid =
                new Grid(
                                Align.RIGHT,
                                Align.LEFT,
                                Align.LEFT,
                                Align.RIGHT,
                                Align.RIGHT,
                                Align.RIGHT,
                                Align.RIGHT,
                                Align.RIGHT,
                                Align.RIGHT,
                                Align.LEFT)
                        .spaced(2);
        grid.header(
                "run",
                "sync",
                "when",
                "took",
                "planned",
                "delivered",
                "rejected",
                "deferred",
                "aborted",
                "status");
        entries.forEach(entry -> grid.row(cells(entry, now)));
        List<Line> lines = new ArrayList<>(grid.lines(width));
        lines.add(Line.EMPTY);
        lines.add(Line.of("shaduf runs ID shows one with its errors."));
        return lines;
    }

    private static Line[] cells(History.Entry entry, Instant now) {
        SyncRunRow row = entry.sync();
        SyncRunRow.Totals totals = row.totals();
        Instant started = row.startedAt();
        return new Line[] {
            Line.of(entry.runId() == null ? "" : entry.runId().toString()),
            entry.command().isEmpty()
                    ? Line.of(row.sync())
                    : Line.of("(" + entry.command() + ")", Ink.DIM),
            Line.of(started == null ? "" : Human.when(started, now, ZoneId.systemDefault())),
            Line.of(took(started, row.finishedAt())),
            figure(totals.planned(), Ink.PLAIN),
            figure(totals.delivered(), Ink.GREEN),
            figure(totals.rejected(), Ink.RED),
            figure(totals.deferred(), Ink.YELLOW),
            figure(totals.aborted(), Ink.RED),
            Line.of(row.status(), NodeText.ink(row.status())).plus(code(row.error()))
        };
    }

    private static String code(@Nullable String error) {
        if (error == null) {
            return "";
        }
        int colon = error.indexOf(':');
        return "  " + (colon < 0 ? error : error.substring(0, colon));
    }

    private static Line figure(long n, Ink ink) {
        return Line.of(Human.number(n), n == 0 ? Ink.DIM : ink);
    }

    private static String took(@Nullable Instant from, @Nullable Instant to) {
        return from == null || to == null ? "" : Human.duration(Duration.between(from, to));
    }

    /** An entry of the list as JSON. */
    public static Json json(History.Entry entry) {
        SyncRunRow row = entry.sync();
        Long run = entry.runId();
        Instant started = row.startedAt();
        Instant finished = row.finishedAt();
        return Json.object()
                .with("run_id", run == null ? Json.NULL : Json.of(run))
                .with("sync", row.sync().isEmpty() ? null : row.sync())
                .with("sync_run_id", row.sync().isEmpty() ? Json.NULL : Json.of(row.syncRunId()))
                .with("status", row.status())
                .with("planned", row.totals().planned())
                .with("delivered", row.totals().delivered())
                .with("rejected", row.totals().rejected())
                .with("deferred", row.totals().deferred())
                .with("aborted", row.totals().aborted())
                .with("started_at", started == null ? null : started.toString())
                .with("finished_at", finished == null ? null : finished.toString())
                .with("error", row.error());
    }

    /** One run with everything that is kept of it. */
    public static List<Line> lines(
            StoredRun run, Map<String, Errors> errors, Instant now, int width) {
        List<Line> lines = new ArrayList<>();
        lines.add(
                Line.of("Run " + run.runId(), Ink.BOLD)
                        .plus("  shaduf " + run.command() + "  ")
                        .plus(run.status(), NodeText.ink(run.status()))
                        .plus(
                                "  "
                                        + Human.when(run.startedAt(), now, ZoneId.systemDefault())
                                        + "  "
                                        + took(run.startedAt(), run.finishedAt()),
                                Ink.DIM));
        String report = run.report();
        if (report == null || !(Json.parse(report) instanceof Json.Obj document)) {
            lines.add(Line.of("It never ended. What it sent is settled by the next run."));
            return lines;
        }
        if (document.get("nodes") instanceof Json.Arr(List<Json> nodes)) {
            lines.addAll(nodes(nodes, width));
        }
        for (Json.Obj sync : History.syncs(run)) {
            String name = String.valueOf(text(sync, "sync"));
            lines.add(Line.EMPTY);
            lines.add(counts(name, sync));
            Errors found = errors.get(name);
            if (found != null) {
                lines.addAll(errors(name, found, width));
            }
        }
        return lines;
    }

    private static List<Line> nodes(List<Json> nodes, int width) {
        Grid grid = new Grid(Align.LEFT, Align.LEFT, Align.RIGHT, Align.LEFT, Align.LEFT);
        for (Json node : nodes) {
            if (node instanceof Json.Obj each) {
                String status = String.valueOf(text(each, "status"));
                Json error = each.get("error");
                grid.row(
                        Line.of(String.valueOf(text(each, "kind")), Ink.DIM),
                        Line.of(String.valueOf(text(each, "name"))),
                        Cells.of(each.get("rows")),
                        Line.of(status, NodeText.ink(status)),
                        error instanceof Json.Obj e
                                ? Line.of(String.valueOf(text(e, "message")), Ink.RED)
                                : Line.EMPTY);
            }
        }
        return grid.lines(width);
    }

    private static Line counts(String name, Json.Obj sync) {
        Line line = Line.of(name, Ink.BOLD);
        for (String count : List.of("planned", "delivered", "rejected", "deferred", "aborted")) {
            if (sync.get(count) instanceof Json.Obj three) {
                long total =
                        three.members().values().stream()
                                .mapToLong(n -> Long.parseLong(String.valueOf(n.asText())))
                                .sum();
                line = line.plus("   " + Human.number(total) + " " + count);
            }
        }
        return line;
    }

    private static List<Line> errors(String sync, Errors errors, int width) {
        List<Line> lines = new ArrayList<>();
        for (ReasonCount reason : errors.reasons()) {
            Integer status = reason.httpStatus();
            lines.add(
                    Line.of("  " + Human.number(reason.rows()) + " × ")
                            .plus(SyncText.word(reason.status()), Ink.RED)
                            .plus(status == null ? "" : "  " + status)
                            .plus("  " + reason.reason())
                            .cut(width));
        }
        if (!errors.rows().isEmpty()) {
            lines.add(Line.of("  first rejected rows", Ink.DIM));
            errors.rows()
                    .forEach(row ->
                            lines.add(
                                    Line.of("    " + row.rowId() + "  ")
                                            .plus(row.refusal().reason(), Ink.RED)
                                            .cut(width)));
            lines.add(Line.of("  shaduf rejected " + sync, Ink.DIM));
        }
        return lines;
    }

    private static @Nullable String text(Json.Obj object, String name) {
        Json value = object.get(name);
        return value == null ? null : value.asText();
    }
}
