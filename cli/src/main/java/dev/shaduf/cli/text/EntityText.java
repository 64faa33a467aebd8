package dev.shaduf.cli.text;

import dev.shaduf.cli.terminal.Grid;
import dev.shaduf.cli.terminal.Grid.Align;
import dev.shaduf.cli.terminal.Human;
import dev.shaduf.cli.terminal.Ink;
import dev.shaduf.cli.terminal.Line;
import dev.shaduf.engine.identity.Change;
import dev.shaduf.engine.identity.IdentityReport;

import java.util.ArrayList;
import java.util.List;

/** What became of an entity's profiles, or would become of them. */
public final class EntityText {

    private static final String GAP = "    ";

    private final IdentityReport report;

    /** Of this entity. */
    public EntityText(IdentityReport report) {
        this.report = report;
    }

    /** The counts, the largest profiles, and what joined nobody. */
    public List<Line> lines(int width) {
        Change change = report.change();
        List<Line> lines = new ArrayList<>();
        lines.add(
                Line.of(report.entity(), Ink.BOLD)
                        .plus("    " + Human.count(report.records(), "record") + " → ")
                        .plus(Human.count(change.profiles(), "profile"), Ink.BOLD)
                        .plus(change.before() == 0 ? "" : ", " + before(change), Ink.DIM));
        lines.add(
                Line.of("  ")
                        .plus(figure("+", change.appear(), "appear", Ink.GREEN))
                        .plus(GAP)
                        .plus(figure("-", change.vanish(), "vanish", Ink.RED))
                        .plus(GAP)
                        .plus(figure("", change.merge(), "merge", Ink.YELLOW))
                        .plus(GAP)
                        .plus(figure("", change.split(), "split", Ink.YELLOW))
                        .plus(GAP)
                        .plus(moved(change.move())));
        lines.addAll(largest(width));
        if (report.skipped() > 0) {
            lines.add(
                    Line.of("  skipped  ", Ink.DIM)
                            .plus(
                                    Human.count(report.skipped(), "value")
                                            + " did not join all of "
                                            + (report.skipped() == 1 ? "its" : "their")
                                            + " records: "
                                            + report.entity()
                                            + "_skipped_identifiers"));
        }
        report.notes().forEach(note -> lines.add(Line.of("  ! " + note, Ink.YELLOW)));
        if (report.similar() != null) {
            lines.addAll(new SimilarText(report.entity(), report.similar()).lines(width));
        }
        lines.add(Line.EMPTY);
        return lines;
    }

    private static String before(Change change) {
        return Human.number(change.before()) + " before";
    }

    private static Line figure(String sign, long n, String what, Ink ink) {
        String text = (sign.isEmpty() ? "" : sign + " ") + Human.number(n) + " " + what;
        return Line.of(text, n == 0 ? Ink.DIM : ink);
    }

    private static Line moved(long n) {
        String text = Human.count(n, "record") + (n == 1 ? " moves" : " move");
        return Line.of(text, n == 0 ? Ink.DIM : Ink.YELLOW);
    }

    private List<Line> largest(int width) {
        Grid grid = new Grid(Align.LEFT, Align.RIGHT, Align.LEFT, Align.LEFT).indented(2);
        String word = "largest";
        for (IdentityReport.Largest profile : report.largest()) {
            if (profile.records() < 2) {
                break;
            }
            grid.row(
                    Line.of(word, Ink.DIM),
                    Line.of(Human.count(profile.records(), "record")),
                    Line.of(profile.id(), Ink.DIM),
                    Line.of(profile.first()));
            word = "";
        }
        return word.isEmpty() ? grid.lines(width) : List.of();
    }
}
