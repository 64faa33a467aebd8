package dev.shaduf.live.column;

import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.warehouse.Vector;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * The values of a column while rows are gathered: rows come in their order, each sets its cell at
 * most once, and what is not set is null. Belongs to one thread.
 */
public final class Cells {

    private static final int FIRST = 64;
    private static final long LOOSE = 4;

    private Form form;
    private long[] valid = new long[1];
    private long[] numbers = {};
    private double[] reals = {};
    private int[] offsets = {};
    private byte[] bytes = {};
    private int ended;
    private boolean empty = true;
    private long last;

    /** Empty cells. */
    public Cells(Form form) {
        this.form = form;
    }

    /** The form of what is set. */
    public Form form() {
        return form;
    }

    /** Whether nothing is set. */
    public boolean isEmpty() {
        return empty;
    }

    /** Begins anew with no row, in the same arrays. */
    public void clear() {
        Arrays.fill(valid, 0);
        if (form == Form.FLAG) {
            Arrays.fill(numbers, 0);
        }
        if (offsets.length > 0) {
            offsets[0] = 0;
        }
        ended = 0;
        empty = true;
    }

    /** Bytes of the arrays. */
    public long size() {
        long numeric = (long) Long.BYTES * (valid.length + numbers.length + reals.length);
        return numeric + (long) Integer.BYTES * offsets.length + bytes.length;
    }

    /** Whether the arrays are far larger than what is set needs. */
    public boolean isLoose() {
        long rows = Math.max(numbers.length, Math.max(reals.length, offsets.length));
        long used = offsets.length == 0 ? 0 : offsets[ended];
        return empty || rows > LOOSE * (last + FIRST) || bytes.length > LOOSE * (used + FIRST);
    }

    /** Whether a row's cell was set. */
    public boolean isSet(int row) {
        int word = row >> 6;
        return word < valid.length && (valid[word] & 1L << row) != 0;
    }

    private void mark(int row) {
        empty = false;
        last = row;
        int word = row >> 6;
        if (word >= valid.length) {
            valid = Arrays.copyOf(valid, Math.max(word + 1, valid.length * 2));
        }
        valid[word] |= 1L << row;
    }

    /** Sets a whole number, or a time in microseconds. */
    public void set(int row, long number) {
        mark(row);
        if (row >= numbers.length) {
            numbers = Arrays.copyOf(numbers, room(row, numbers.length));
        }
        numbers[row] = number;
    }

    /** Sets a float. */
    void set(int row, double number) {
        mark(row);
        if (row >= reals.length) {
            reals = Arrays.copyOf(reals, room(row, reals.length));
        }
        reals[row] = number;
    }

    /** Sets a flag. */
    void set(int row, boolean flag) {
        mark(row);
        int word = row >> 6;
        if (word >= numbers.length) {
            numbers = Arrays.copyOf(numbers, valid.length);
        }
        if (flag) {
            numbers[word] |= 1L << row;
        }
    }

    /** Sets a text of UTF-8 bytes. */
    public void set(int row, byte[] text, int from, int to) {
        int length = to - from;
        int start = begin(row, length);
        System.arraycopy(text, from, bytes, start, length);
        end(row, start + length);
    }

    /** Sets the text of a string. */
    void set(int row, Token string) {
        if (!string.escaped) {
            set(row, string.bytes, string.from, string.to);
            return;
        }
        int start = begin(row, string.to - string.from);
        end(row, Escapes.resolve(string, bytes, start));
    }

    private int begin(int row, int length) {
        mark(row);
        endAll(row);
        int start = offsets[row];
        if (start + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(start + length, bytes.length * 2));
        }
        return start;
    }

    private void end(int row, int end) {
        offsets[row + 1] = end;
        ended = row + 1;
    }

    /** Lets every text before a row end. */
    private void endAll(int row) {
        if (row + 1 >= offsets.length) {
            offsets = Arrays.copyOf(offsets, room(row + 1, offsets.length));
        }
        Arrays.fill(offsets, ended + 1, Math.max(row, ended) + 1, offsets[ended]);
        ended = Math.max(row, ended);
    }

    private static int room(int row, int now) {
        return Math.max(row + 1, Math.max(FIRST, now * 2));
    }

    /**
     * Makes floats of whole numbers.
     *
     * @param inexact gets the rows whose number no double holds; they become null
     */
    public void widen(IntConsumer inexact) {
        form = Form.REAL;
        reals = new double[numbers.length];
        for (int row = 0; row < numbers.length; row++) {
            if (!isSet(row)) {
                continue;
            }
            if (Numbers.isExact(numbers[row])) {
                reals[row] = numbers[row];
            } else {
                inexact.accept(row);
                valid[row >> 6] &= ~(1L << row);
            }
        }
        numbers = new long[0];
    }

    /** The numbers of the rows, where they are whole ones; not to be changed. */
    public long[] wholes() {
        return numbers;
    }

    /** All of it as so many rows of a column; the cells must not change while that is used. */
    public Vector vector(Column column, int rows) {
        int words = (rows + 63) >> 6;
        if (words > valid.length) {
            valid = Arrays.copyOf(valid, words);
        }
        return switch (form) {
            case WHOLE, INSTANT -> new Vector.Whole(column, rows, valid, atLeast(numbers, rows));
            case FLAG -> new Vector.Flag(column, rows, valid, atLeast(numbers, words));
            case REAL ->
                    new Vector.Real(
                            column,
                            rows,
                            valid,
                            reals.length < rows ? Arrays.copyOf(reals, rows) : reals);
            case TEXT, JSON, DECIMAL, DAY, CLOSED -> {
                endAll(rows);
                yield new Vector.Text(column, rows, valid, offsets, bytes);
            }
        };
    }

    private static long[] atLeast(long[] array, int length) {
        return array.length < length ? Arrays.copyOf(array, length) : array;
    }
}
