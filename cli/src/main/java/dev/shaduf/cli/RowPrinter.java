package dev.shaduf.cli;

import dev.shaduf.cli.terminal.Grid;
import dev.shaduf.cli.terminal.Grid.Align;
import dev.shaduf.cli.terminal.Human;
import dev.shaduf.cli.terminal.Ink;
import dev.shaduf.cli.terminal.Line;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.sql.Column;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Prints rows as they come: JSON lines, CSV, or a table of the first thousand. */
final class RowPrinter {

    private static final int MOST_OF_TABLE = 1000;

    private final Caller caller;
    private final PrintStream out;
    private final Form form;
    private final List<Column> columns = new ArrayList<>();
    private final List<List<Line>> table = new ArrayList<>();
    private boolean cut;

    /** How rows look. */
    enum Form {
        JSON,
        CSV,
        TABLE
    }

    RowPrinter(Caller caller, Form form) {
        this.caller = caller;
        this.out = caller.out();
        this.form = form;
    }

    void head(List<Column> names) {
        columns.addAll(names);
        if (form == Form.CSV) {
            csv(names.stream().map(column -> (Json) Json.of(column.name())).toList());
        }
    }

    /** Takes a row as JSON text; false: no more is wanted. */
    boolean row(String json) {
        if (caller.interrupt().asked()) {
            return false;
        }
        if (form == Form.JSON) {
            out.print(json);
            out.print('\n');
            return !out.checkError();
        }
        if (!(Json.parse(json) instanceof Json.Obj row)) {
            throw new IllegalStateException("a row is an object");
        }
        List<Json> values = List.copyOf(row.members().values());
        if (form == Form.CSV) {
            csv(values);
            return !out.checkError();
        }
        if (table.size() == MOST_OF_TABLE) {
            cut = true;
            return false;
        }
        table.add(values.stream().map(RowPrinter::cell).toList());
        return true;
    }

    void end() {
        if (form != Form.TABLE) {
            out.flush();
            return;
        }
        Grid grid = new Grid(columns.stream().map(RowPrinter::align).toArray(Align[]::new));
        grid.spaced(2);
        grid.header(columns.stream().map(Column::name).toArray(String[]::new));
        table.forEach(row -> grid.row(row.toArray(Line[]::new)));
        caller.screen().print(grid.lines(caller.looks().width()));
        caller.screen()
                .print(
                        Line.of(
                                cut
                                        ? "The first "
                                                + Human.number(MOST_OF_TABLE)
                                                + " rows; --json prints all."
                                        : Human.count(table.size(), "row"),
                                Ink.DIM));
    }

    private static Align align(Column column) {
        return switch (column.type().kind()) {
            case INTEGER, DECIMAL, FLOAT -> Align.RIGHT;
            case TEXT, BOOLEAN, TIMESTAMP, DATE, TIME, JSON, BINARY, OTHER -> Align.LEFT;
        };
    }

    private static Line cell(Json value) {
        String text = value.asText();
        return text == null ? Line.of("(null)", Ink.DIM) : Line.of(text);
    }

    private void csv(List<? extends Json> values) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            line.append(i == 0 ? "" : ",").append(quoted(values.get(i)));
        }
        out.print(line.append('\n'));
    }

    /** Null is empty, an empty text is {@code ""}. */
    private static String quoted(Json value) {
        String text = value.asText();
        if (text == null) {
            return "";
        }
        boolean plain = !text.isEmpty() && text.chars().noneMatch(c -> ",\"\n\r".indexOf(c) >= 0);
        return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
