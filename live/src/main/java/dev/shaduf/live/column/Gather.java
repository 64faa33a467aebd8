package dev.shaduf.live.column;

import dev.shaduf.spi.warehouse.Vector;

/** Picks rows out of a column. Pure. */
public final class Gather {

    private Gather() {}

    /**
     * The column with other rows.
     *
     * @param rows the old row for each new one; -1 for null
     */
    public static Vector of(Vector column, int[] rows) {
        int count = rows.length;
        long[] valid = new long[(count + 63) >> 6];
        for (int i = 0; i < count; i++) {
            if (rows[i] >= 0 && !column.isNull(rows[i])) {
                valid[i >> 6] |= 1L << i;
            }
        }
        return switch (column) {
            case Vector.Whole whole -> {
                long[] values = new long[count];
                for (int i = 0; i < count; i++) {
                    values[i] = rows[i] < 0 ? 0 : whole.values()[rows[i]];
                }
                yield new Vector.Whole(column.column(), count, valid, values);
            }
            case Vector.Real real -> {
                double[] values = new double[count];
                for (int i = 0; i < count; i++) {
                    values[i] = rows[i] < 0 ? 0 : real.values()[rows[i]];
                }
                yield new Vector.Real(column.column(), count, valid, values);
            }
            case Vector.Flag flag -> {
                long[] values = new long[valid.length];
                for (int i = 0; i < count; i++) {
                    if (rows[i] >= 0 && (flag.values()[rows[i] >> 6] & 1L << rows[i]) != 0) {
                        values[i >> 6] |= 1L << i;
                    }
                }
                yield new Vector.Flag(column.column(), count, valid, values);
            }
            case Vector.Text text -> texts(text, rows, valid);
        };
    }

    private static Vector texts(Vector.Text text, int[] rows, long[] valid) {
        int[] offsets = new int[rows.length + 1];
        for (int i = 0; i < rows.length; i++) {
            int row = rows[i];
            offsets[i + 1] =
                    offsets[i] + (row < 0 ? 0 : text.offsets()[row + 1] - text.offsets()[row]);
        }
        byte[] bytes = new byte[offsets[rows.length]];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] >= 0) {
                int length = offsets[i + 1] - offsets[i];
                System.arraycopy(text.bytes(), text.offsets()[rows[i]], bytes, offsets[i], length);
            }
        }
        return new Vector.Text(text.column(), rows.length, valid, offsets, bytes);
    }
}
