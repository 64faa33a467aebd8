package dev.shaduf.engine.similar;

import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.sql.Type.Kind;
import dev.shaduf.spi.warehouse.Vector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What patterns weigh, as rows of a table that is being made. */
final class Weighed {

    private final int comparisons;
    private final List<long[]> keys = new ArrayList<>();
    private final List<double[]> values = new ArrayList<>();

    Weighed(int comparisons) {
        this.comparisons = comparisons;
    }

    /**
     * Adds a row.
     *
     * @param less of each comparison what it weighs less than it seems
     */
    void add(long pattern, int lists, double bits, double[] less) {
        double[] row = Arrays.copyOf(less, comparisons + 1);
        row[comparisons] = bits;
        keys.add(new long[] {pattern, lists});
        values.add(row);
    }

    /** The columns: {@code pattern, lists, e0…, bits}. */
    List<Vector> vectors() {
        List<Vector> vectors = new ArrayList<>();
        vectors.add(whole("pattern", "BIGINT", 0));
        vectors.add(whole("lists", "INTEGER", 1));
        for (int i = 0; i < comparisons; i++) {
            vectors.add(real("e" + i, i));
        }
        vectors.add(real("bits", comparisons));
        return vectors;
    }

    private Vector whole(String name, String type, int at) {
        long[] numbers = keys.stream().mapToLong(key -> key[at]).toArray();
        Column column = new Column(name, Type.of(Kind.INTEGER, type));
        return new Vector.Whole(column, keys.size(), valid(), numbers);
    }

    private Vector real(String name, int at) {
        double[] numbers = values.stream().mapToDouble(row -> row[at]).toArray();
        Column column = new Column(name, Type.of(Kind.FLOAT, "DOUBLE"));
        return new Vector.Real(column, values.size(), valid(), numbers);
    }

    private long[] valid() {
        long[] valid = new long[keys.size() / Long.SIZE + 1];
        Arrays.fill(valid, -1L);
        return valid;
    }
}
