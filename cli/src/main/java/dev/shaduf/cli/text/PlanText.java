package dev.shaduf.cli.text;

import dev.shaduf.cli.terminal.Grid;
import dev.shaduf.cli.terminal.Grid.Align;
import dev.shaduf.cli.terminal.Human;
import dev.shaduf.cli.terminal.Ink;
import dev.shaduf.cli.terminal.Line;
import dev.shaduf.engine.comparison.Counts;
import dev.shaduf.engine.comparison.Samples.Cell;
import dev.shaduf.engine.comparison.Samples.Sample;
import dev.shaduf.engine.run.NodeReport;
import dev.shaduf.engine.run.RunReport;
import dev.shaduf.engine.sync.SyncReport;
import dev.shaduf.engine.sync.SyncReport.SyncError;
import dev.shaduf.spi.destination.Request;
import dev.shaduf.spi.json.Json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a run would do. */
public final class PlanText {

    private static final String BLANK = "  ";

    private final RunReport report;
    private final String command;

    /**
     * Of a plan.
     *
     * @param command the command that would do it: {@code shaduf run}
     */
    public PlanText(RunReport report, String command) {
        this.report = report;
        this.command = command;
    }

    /** Everything. */
    public List<Line> lines(int width) {
        List<Line> lines = new ArrayList<>(new NodeText(report.nodes()).lines(width));
        report.entities().forEach(entity -> lines.addAll(new EntityText(entity).lines(width)));
        for (SyncReport sync : report.syncs()) {
            lines.addAll(lines(sync, width));
            lines.add(Line.EMPTY);
        }
        for (NodeReport node : report.nodes()) {
            boolean silent =
                    node.kind().equals("sync")
                            && report.syncs().stream()
                                    .noneMatch(s -> s.head().sync().equals(node.name()));
            SyncError error = node.error();
            if (silent) {
                lines.add(
                        Line.of(node.name(), Ink.BOLD)
                                .plus("  ")
                                .plus(error == null ? node.status() : error.message(), Ink.YELLOW));
            }
        }
        lines.add(last());
        return lines;
    }

    private Line last() {
        long planned =
                report.syncs().stream()
                        .filter(sync -> sync.error() == null)
                        .mapToLong(sync -> sync.rows().planned().total())
                        .sum();
        if (report.syncs().isEmpty()) {
            return Line.of("Nothing was changed.");
        }
        return planned == 0
                ? Line.of("Nothing was sent, and " + command + " would send nothing.")
                : Line.of(
                        "Nothing was sent. %s would send %s."
                                .formatted(command, Human.count(planned, "operation")));
    }

    /** One sync: what it is, its counts, some of its rows. */
    static List<Line> lines(SyncReport sync, int width) {
        List<Line> lines = new ArrayList<>();
        lines.add(SyncText.title(sync));
        SyncError error = sync.error();
        boolean counted = sync.status() == SyncReport.Status.PLANNED;
        if (counted) {
            lines.add(counts(sync));
            lines.addAll(invalid(sync.rows().invalid()));
            lines.addAll(samples(sync.samples(), width));
            long more = sync.rows().planned().total() - sync.samples().size();
            if (more > 0 && !sync.samples().isEmpty()) {
                lines.add(
                        Line.of(
                                "    … %s more: shaduf plan %s --samples 50"
                                        .formatted(Human.number(more), sync.head().sync()),
                                Ink.DIM));
            }
        }
        Request request = sync.preview().request();
        if (request != null) {
            lines.addAll(new RequestText(request).lines(width));
        }
        sync.notes().forEach(note -> lines.add(Line.of("  ! " + note, Ink.YELLOW)));
        if (error != null) {
            lines.addAll(SyncText.error(error));
        }
        return lines;
    }

    private static Line counts(SyncReport sync) {
        Counts planned = sync.rows().planned();
        long invalid = sync.rows().invalid().values().stream().mapToLong(Long::longValue).sum();
        Line line =
                Line.of(BLANK)
                        .plus(sign("+", planned.added(), "added", Ink.GREEN))
                        .plus("    ")
                        .plus(sign("~", planned.changed(), "changed", Ink.YELLOW))
                        .plus("    ")
                        .plus(sign("-", planned.removed(), "removed", Ink.RED))
                        .plus("    " + Human.number(sync.rows().unchanged()) + " unchanged");
        return invalid == 0
                ? line
                : line.plus("    ").plus(Human.number(invalid) + " invalid", Ink.YELLOW);
    }

    private static Line sign(String sign, long n, String what, Ink ink) {
        String text = sign + " " + Human.number(n) + " " + what;
        return Line.of(text, n == 0 ? Ink.DIM : ink);
    }

    static List<Line> invalid(Map<String, Long> invalid) {
        List<String> all = new ArrayList<>();
        invalid.forEach((reason, n) -> {
            if (n > 0) {
                all.add(Human.number(n) + " " + reason);
            }
        });
        return all.isEmpty()
                ? List.of()
                : List.of(Line.of("    invalid   " + String.join(", ", all), Ink.YELLOW));
    }

    private static List<Line> samples(List<Sample> samples, int width) {
        List<Line> lines = new ArrayList<>();
        Grid grid = new Grid(Align.LEFT, Align.LEFT, Align.LEFT, Align.LEFT).spaced(2);
        Grid changes = grid.indented(2);
        for (Sample sample : samples) {
            if (!sample.opType().equals("changed")) {
                continue;
            }
            Line head = Line.of("~ ", Ink.YELLOW).plus(sample.rowId());
            for (Map.Entry<String, Cell> change : sample.changes().entrySet()) {
                changes.row(
                        head,
                        Line.of(change.getKey()),
                        Cells.of(change.getValue().from()),
                        Line.of("→ ", Ink.DIM).plus(Cells.of(change.getValue().to())));
                head = Line.EMPTY;
            }
            if (sample.changes().isEmpty()) {
                changes.row(head, Line.of("as it was, sent again", Ink.DIM));
            }
        }
        lines.addAll(changes.lines(width));
        samples.stream()
                .filter(sample -> !sample.opType().equals("changed"))
                .forEach(sample -> lines.add(whole(sample).cut(width)));
        return lines;
    }

    private static Line whole(Sample sample) {
        boolean removed = sample.opType().equals("removed");
        Line line =
                Line.of("  ")
                        .plus(removed ? "- " : "+ ", removed ? Ink.RED : Ink.GREEN)
                        .plus(sample.rowId() + "  ");
        List<String> cells = new ArrayList<>();
        sample.fields()
                .members()
                .forEach((name, value) -> {
                    if (!(value instanceof Json.Null)) {
                        cells.add(name + " " + Cells.of(value).plain());
                    }
                });
        return line.plus(String.join(", ", cells), Ink.DIM);
    }
}
