package dev.shaduf.cli.text;

import dev.shaduf.cli.terminal.Human;
import dev.shaduf.cli.terminal.Ink;
import dev.shaduf.cli.terminal.Line;
import dev.shaduf.engine.comparison.Counts;
import dev.shaduf.engine.run.NodeReport;
import dev.shaduf.engine.run.RunReport;
import dev.shaduf.engine.sync.SyncReport;
import dev.shaduf.engine.sync.SyncReport.Status;
import dev.shaduf.engine.sync.SyncReport.SyncError;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a run did. */
public final class RunText {

    private final RunReport report;

    /** Of this run. */
    public RunText(RunReport report) {
        this.report = report;
    }

    /**
     * Everything.
     *
     * @param took how long the command took
     */
    public List<Line> lines(int width, Duration took) {
        List<Line> lines = new ArrayList<>(new NodeText(report.nodes()).lines(width));
        report.entities().forEach(entity -> lines.addAll(new EntityText(entity).lines(width)));
        int titles =
                report.syncs().stream().mapToInt(s -> SyncText.name(s).width()).max().orElse(0);
        for (SyncReport sync : report.syncs()) {
            boolean dry = sync.status() == Status.PLANNED;
            lines.addAll(dry ? PlanText.lines(sync, width) : SyncText.lines(sync, titles));
        }
        for (NodeReport node : report.nodes()) {
            if (node.kind().equals("sync") && !reported(node)) {
                lines.addAll(unreported(node, node.error()));
            }
        }
        if (!report.syncs().isEmpty()) {
            lines.add(Line.EMPTY);
        }
        lines.add(last(took));
        return lines;
    }

    private static List<Line> unreported(NodeReport node, @Nullable SyncError error) {
        Line name = Line.of(node.name(), Ink.BOLD).plus("  ");
        Ink ink = NodeText.ink(node.status());
        Line line = name.plus(error == null ? node.status() : error.message(), ink);
        return error == null || error.fix().isEmpty()
                ? List.of(line)
                : List.of(line, Line.of("  " + error.fix()));
    }

    private boolean reported(NodeReport node) {
        return report.syncs().stream().anyMatch(s -> s.head().sync().equals(node.name()));
    }

    private Line last(Duration took) {
        long planned = total(sync -> sync.rows().planned());
        long delivered = total(sync -> sync.fates().delivered());
        boolean dry = report.syncs().stream().anyMatch(s -> s.status() == Status.PLANNED);
        String operations =
                report.syncs().isEmpty()
                        ? ""
                        : dry
                                ? ": nothing was sent, "
                                        + Human.count(planned, "operation")
                                        + " would be"
                                : planned == 0
                                        ? ": nothing to deliver"
                                        : ": %s of %s delivered"
                                                .formatted(
                                                        Human.number(delivered),
                                                        Human.count(planned, "operation"));
        String id = report.runId() == null ? "The plan" : "Run " + report.runId();
        return Line.of(id + " ")
                .plus(word(report.status()), ink(report.status()))
                .plus(" after " + Human.duration(took) + operations + ".");
    }

    private long total(java.util.function.Function<SyncReport, Counts> counts) {
        return report.syncs().stream().map(counts).mapToLong(Counts::total).sum();
    }

    private static String word(Status status) {
        return switch (status) {
            case WARNING -> "ended with warnings";
            case CANCELLED -> "was cancelled";
            case INTERRUPTED -> "was interrupted";
            case FAILED -> "failed";
            case PLANNED, QUEUED, RUNNING, SUCCEEDED -> "succeeded";
        };
    }

    private static Ink ink(Status status) {
        return switch (status) {
            case WARNING, CANCELLED, INTERRUPTED -> Ink.YELLOW;
            case FAILED -> Ink.RED;
            case PLANNED, QUEUED, RUNNING, SUCCEEDED -> Ink.GREEN;
        };
    }
}
