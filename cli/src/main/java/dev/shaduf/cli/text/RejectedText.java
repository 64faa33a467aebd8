package dev.shaduf.cli.text;

import dev.shaduf.cli.terminal.Grid;
import dev.shaduf.cli.terminal.Grid.Align;
import dev.shaduf.cli.terminal.Human;
import dev.shaduf.cli.terminal.Ink;
import dev.shaduf.cli.terminal.Line;
import dev.shaduf.engine.sync.Rejected;
import dev.shaduf.spi.json.Json;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Rejected rows with the tool's own words. */
public final class RejectedText {

    private static final int SHOWN = 50;

    private final String sync;
    private final List<Rejected> rows;

    /** The rejected rows of a sync. */
    public RejectedText(String sync, List<Rejected> rows) {
        this.sync = sync;
        this.rows = rows;
    }

    /** The table, the next step below it. */
    public List<Line> lines(int width, Instant now) {
        if (rows.isEmpty()) {
            return List.of(Line.of("No row of " + sync + " is rejected."));
        }
        Grid grid =
                new Grid(Align.LEFT, Align.LEFT, Align.LEFT, Align.RIGHT, Align.RIGHT, Align.LEFT);
        grid.header("row", "op", "since", "tries", "", "the tool said");
        rows.stream().limit(SHOWN).forEach(row -> grid.row(cells(row, now)));
        List<Line> table = grid.lines(width);
        List<Line> lines = new ArrayList<>();
        lines.add(table.getFirst());
        for (int i = 0; i < table.size() - 1; i++) {
            lines.add(table.get(i + 1));
            lines.add(Line.of("    " + sent(rows.get(i)), Ink.DIM).cut(width));
        }
        if (rows.size() > SHOWN) {
            String more = Human.number(rows.size() - SHOWN);
            lines.add(Line.of("… " + more + " more: --json", Ink.DIM));
        }
        lines.addAll(last());
        return lines;
    }

    private static Line[] cells(Rejected row, Instant now) {
        Integer status = row.refusal().httpStatus();
        String aside = row.setAside().isEmpty() ? "" : " (" + row.setAside() + ")";
        return new Line[] {
            Line.of(row.rowId()),
            Line.of(row.opType()),
            Line.of(Human.ago(Duration.between(row.waiting().since(), now))),
            Line.of(Human.number(row.waiting().tries())),
            Line.of(status == null ? "" : status.toString()),
            Line.of(row.refusal().reason(), Ink.RED).plus(aside, Ink.YELLOW)
        };
    }

    private static String sent(Rejected row) {
        Json shown = row.payload() instanceof Json.Obj ? row.payload() : row.fields();
        List<String> cells = new ArrayList<>();
        flat("", shown, cells);
        return String.join("   ", cells);
    }

    private static void flat(String name, Json value, List<String> cells) {
        if (value instanceof Json.Obj object) {
            object.members().forEach((key, member) -> flat(key, member, cells));
        } else if (!name.isEmpty()) {
            cells.add(name + " " + Cells.quoted(value));
        }
    }

    private List<Line> last() {
        long aside = rows.stream().filter(row -> !row.setAside().isEmpty()).count();
        List<Line> lines = new ArrayList<>();
        lines.add(Line.EMPTY);
        long tried = rows.size() - aside;
        if (tried > 0) {
            lines.add(
                    Line.of(
                            Human.count(tried, "row")
                                    + (tried == 1
                                            ? ". It is tried again in every run until it passes or"
                                                    + " leaves the model."
                                            : ". They are tried again in every run until they pass"
                                                    + " or leave the model.")));
        }
        if (aside > 0) {
            lines.add(
                    Line.of(
                            Human.count(aside, "row")
                                    + (aside == 1 ? " waits" : " wait")
                                    + " until --retry: held or ignored rows are not sent by"
                                    + " themselves."));
        }
        lines.add(Line.of("Fix the data, or try now: shaduf rejected " + sync + " --retry"));
        return lines;
    }
}
