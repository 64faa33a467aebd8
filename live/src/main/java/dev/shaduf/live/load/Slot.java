package dev.shaduf.live.load;

import dev.shaduf.live.column.Cells;
import dev.shaduf.live.column.ColumnType;
import dev.shaduf.live.column.Fit;
import dev.shaduf.live.column.Fit.Outcome;
import dev.shaduf.live.column.Form;
import dev.shaduf.live.column.Token;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.warehouse.Vector;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Objects;

/**
 * A column of a table, in the warehouse or wanted there: its type, which its first value decides,
 * and its cells while rows are gathered. Belongs to one thread.
 */
final class Slot {

    private final Table table;
    private final String name;
    private @Nullable ColumnType type;
    private boolean present;
    private boolean locked;
    private boolean widened;
    private @Nullable Cells cells;

    Slot(Table table, String name) {
        this.table = table;
        this.name = name;
    }

    Table table() {
        return table;
    }

    String name() {
        return name;
    }

    /** The type; null until there was a value. */
    @Nullable ColumnType type() {
        return type;
    }

    /** Whether the warehouse has the column. */
    boolean isPresent() {
        return present;
    }

    /** Whether the column has to become a double before the rows are loaded. */
    boolean isWidened() {
        return widened;
    }

    /** Whether objects go into it as they are. */
    boolean takesObjects() {
        return type != null && type.form() == Form.JSON;
    }

    /** The column is there with this type. */
    void found(ColumnType there) {
        type = there;
        present = true;
        widened = false;
    }

    /** The column will be made with this type, whatever comes. */
    void want(ColumnType wanted) {
        if (type == null) {
            type = wanted;
        }
    }

    /** The warehouse does not let the type be changed. */
    void lock() {
        locked = true;
    }

    /** Puts a value that is not null into the present row. */
    void put(Token value, Discards discards) {
        int row = table.row();
        if (cells != null && cells.isSet(row)) {
            if (!table.isStandard(name)) { // a call's own name wins over its property
                discard(discards, row, "name_taken", value.text());
            }
            return;
        }
        if (type == null) {
            if (!table.admits()) {
                discard(discards, row, "too_many_columns", value.text());
                return;
            }
            type = table.typeOf(ColumnType.first(value));
        }
        Outcome outcome = Fit.put(cells(type), type, row, value);
        if (outcome == Outcome.WIDER && !locked) {
            widen(discards);
            outcome = Fit.put(cells(type), type, row, value);
        }
        if (outcome != Outcome.TAKEN) {
            String reason = outcome == Outcome.WIDER ? "type_locked" : outcome.reason();
            discard(discards, row, reason, value.text());
        }
    }

    /** Puts a text into a row that has none here yet. */
    void put(byte[] utf8, String text, Discards discards) {
        if (type != null && type.isPlainText()) {
            cells(type).set(table.row(), utf8, 0, utf8.length);
        } else {
            put(new Token().string(text), discards);
        }
    }

    /** Puts a whole JSON document. */
    void putJson(byte[] json, Discards discards) {
        Token document = new Token();
        document.bytes = json;
        document.kind = Token.Kind.ARRAY; // whatever it is, its text fits into text
        document.to = json.length;
        put(document, discards);
    }

    /** Puts a time, or a number of a column that Shaduf fills itself. */
    void put(long number) {
        if (type != null && (type.form() == Form.INSTANT || type.form() == Form.WHOLE)) {
            cells(type).set(table.row(), number);
        }
    }

    private void widen(Discards discards) {
        Cells whole = cells(Objects.requireNonNull(type));
        type = table.typeOf(Form.REAL);
        widened = present;
        long[] before = whole.wholes();
        whole.widen(row ->
                discard(
                        discards,
                        row,
                        Outcome.INEXACT_NUMBER.reason(),
                        Long.toString(before[row])));
    }

    private void discard(Discards discards, int row, String reason, String value) {
        discards.add(table.name(), name, table.event(row), reason, value);
    }

    private Cells cells(ColumnType as) {
        Cells there = cells;
        if (there == null || there.form() != as.form()) {
            there = new Cells(as.form());
            cells = there;
        }
        return there;
    }

    /** Whether a row's value is set. */
    boolean isSet(int row) {
        return cells != null && cells.isSet(row);
    }

    /** The gathered values; null where there are none. */
    @Nullable Vector vector(int rows) {
        return cells == null || cells.isEmpty() || type == null
                ? null
                : cells.vector(new Column(name, type.type()), rows);
    }

    /** The same time in every row; null where the column takes none. */
    @Nullable Vector constant(long micros, int rows) {
        if (type == null || type.form() != Form.INSTANT) {
            return null;
        }
        long[] valid = new long[(rows + 63) >> 6];
        long[] values = new long[rows];
        Arrays.fill(valid, -1L);
        Arrays.fill(values, micros);
        return new Vector.Whole(new Column(name, type.type()), rows, valid, values);
    }

    /** The warehouse has the column as it was wanted. */
    void made() {
        present = type != null;
        widened = false;
    }

    /**
     * Forgets the gathered values.
     *
     * @param most bytes of memory that may be kept for the next ones
     * @return how many are
     */
    long clear(long most) {
        Cells there = cells;
        if (there == null || there.isLoose() || there.size() > most) {
            cells = null;
            return 0;
        }
        there.clear();
        return there.size();
    }
}
