package dev.shaduf.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table with aligned columns. Where it would be wider than the terminal, the widest left-aligned
 * columns are cut; cells are never wrapped. For one thread.
 */
public final class Grid {

    private static final int NARROWEST = 8;

    private final List<Align> columns;
    private final List<List<Line>> rows = new ArrayList<>();
    private final String indent;
    private final String gap;

    /** Where a column's cells stand. */
    public enum Align {
        /** Texts. */
        LEFT,
        /** Numbers; never cut. */
        RIGHT
    }

    /** A table without rows, three spaces between columns. */
    public Grid(Align... columns) {
        this("", "   ", List.of(columns));
    }

    private Grid(String indent, String gap, List<Align> columns) {
        this.indent = indent;
        this.gap = gap;
        this.columns = columns;
    }

    /** An empty table like this one whose lines begin with so many spaces. */
    public Grid indented(int spaces) {
        return new Grid(" ".repeat(spaces), gap, columns);
    }

    /** An empty table like this one with so many spaces between columns. */
    public Grid spaced(int spaces) {
        return new Grid(indent, " ".repeat(spaces), columns);
    }

    /** Adds a row of names, dim. */
    public Grid header(String... names) {
        return row(Arrays.stream(names).map(name -> Line.of(name, Ink.DIM)).toArray(Line[]::new));
    }

    /** Adds a row; missing cells at its end are empty. */
    public Grid row(Line... cells) {
        if (cells.length > columns.size()) {
            throw new IllegalArgumentException("a row has at most " + columns.size() + " cells");
        }
        rows.add(List.of(cells));
        return this;
    }

    /** Adds a row of plain cells. */
    public Grid row(String... cells) {
        return row(Arrays.stream(cells).map(Line::of).toArray(Line[]::new));
    }

    /** The lines, none of them wider than the terminal where that is possible. */
    public List<Line> lines(int terminal) {
        int[] widths = fitted(terminal - indent.length() - gap.length() * (columns.size() - 1));
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private int[] fitted(int room) {
        int[] widths = new int[columns.size()];
        for (List<Line> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).width());
            }
        }
        for (int excess = Arrays.stream(widths).sum() - room; excess > 0; excess--) {
            int widest = widestText(widths);
            if (widest < 0) {
                break;
            }
            widths[widest]--;
        }
        return widths;
    }

    private int widestText(int[] widths) {
        int widest = -1;
        for (int i = 0; i < widths.length; i++) {
            boolean candidate = columns.get(i) == Align.LEFT && widths[i] > NARROWEST;
            if (candidate && (widest < 0 || widths[i] > widths[widest])) {
                widest = i;
            }
        }
        return widest;
    }

    private Line line(List<Line> row, int[] widths) {
        Line line = Line.of(indent);
        int pending = 0;
        for (int i = 0; i < row.size(); i++) {
            Line cell = row.get(i).cut(Math.max(1, widths[i]));
            int space = widths[i] - cell.width();
            boolean left = columns.get(i) == Align.LEFT;
            if (cell.width() > 0) {
                line = line.plus(" ".repeat(pending + (left ? 0 : space))).plus(cell);
                pending = 0;
            }
            pending += (left || cell.width() == 0 ? space : 0) + gap.length();
        }
        return line;
    }
}
