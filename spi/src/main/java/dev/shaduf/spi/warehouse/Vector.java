package dev.shaduf.spi.warehouse;

import dev.shaduf.spi.sql.Column;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A column of rows that are loaded together ({@link Session#append}). The arrays may be longer than
 * the rows need; they are not copied and must not change before the load has returned.
 */
public sealed interface Vector {

    /** The column it goes to; the warehouse converts where its type is a narrower one. */
    Column column();

    /** How many rows there are. */
    int rows();

    /** A bit per row, the lowest first, set where the row has a value. */
    long[] valid();

    /** Whether a row has no value. */
    default boolean isNull(int row) {
        return !bit(valid(), row);
    }

    /** The value as canonical plain text, as {@link Loader} takes it. */
    @Nullable String text(int row);

    /** Whole numbers; of a TIMESTAMP column microseconds since 1970 UTC. */
    record Whole(Column column, int rows, long[] valid, long[] values) implements Vector {

        @Override
        public @Nullable String text(int row) {
            if (isNull(row)) {
                return null;
            }
            return switch (column.type().kind()) {
                case TIMESTAMP -> Instant.EPOCH.plus(values[row], ChronoUnit.MICROS).toString();
                default -> Long.toString(values[row]);
            };
        }
    }

    /** Binary floats. */
    record Real(Column column, int rows, long[] valid, double[] values) implements Vector {

        @Override
        public @Nullable String text(int row) {
            return isNull(row) ? null : Double.toString(values[row]);
        }
    }

    /** Booleans, a bit per row. */
    record Flag(Column column, int rows, long[] valid, long[] values) implements Vector {

        @Override
        public @Nullable String text(int row) {
            return isNull(row) ? null : Boolean.toString(bit(values, row));
        }
    }

    /**
     * Texts and JSON texts.
     *
     * @param offsets where each row's bytes begin, and one more: where the last one's end
     * @param bytes valid UTF-8
     */
    record Text(Column column, int rows, long[] valid, int[] offsets, byte[] bytes)
            implements Vector {

        @Override
        public @Nullable String text(int row) {
            if (isNull(row)) {
                return null;
            }
            int from = offsets[row];
            return new String(bytes, from, offsets[row + 1] - from, StandardCharsets.UTF_8);
        }
    }

    private static boolean bit(long[] bits, int at) {
        return (bits[at >> 6] & 1L << at) != 0;
    }
}
