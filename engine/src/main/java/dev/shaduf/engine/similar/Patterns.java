package dev.shaduf.engine.similar;

import dev.shaduf.engine.project.Similar.Comparison;
import dev.shaduf.spi.warehouse.RowStream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Pairs by how alike they are: each different row of levels once, with the lists that bring such
 * pairs up, what persons said of them, and how many there are. Levels are packed into one number of
 * mixed radix, in which 0 is a missing value.
 */
final class Patterns {

    /** Nobody decided. */
    static final int OPEN = 0;

    /** A person said it is one. */
    static final int SAME = 1;

    private static final int FIRST = 64;

    private final int[] radix;
    private int[][] levels = new int[FIRST][];
    private int[] lists = new int[FIRST];
    private int[] known = new int[FIRST];
    private long[] counts = new long[FIRST];
    private int size;

    Patterns(List<Comparison> compare) {
        radix = compare.stream().mapToInt(c -> Measure.of(c).levels() + 1).toArray();
    }

    /** The SQL that packs the columns {@code g0…}. */
    String packed() {
        List<String> parts = new ArrayList<>();
        long place = 1;
        for (int i = 0; i < radix.length; i++) {
            parts.add("(g%d + 1) * cast(%d as bigint)".formatted(i, place));
            place *= radix[i];
        }
        return String.join(" + ", parts);
    }

    /** The SQL that takes the level of a comparison out of a packed number. */
    String level(int comparison, String packed) {
        long place = 1;
        for (int i = 0; i < comparison; i++) {
            place *= radix[i];
        }
        return "cast(%s // %d %% %d - 1 as integer)".formatted(packed, place, radix[comparison]);
    }

    /** The levels in a packed number; -1 where a value is missing. */
    int[] unpacked(long packed) {
        int[] each = new int[radix.length];
        long rest = packed;
        for (int i = 0; i < radix.length; i++) {
            each[i] = (int) (rest % radix[i]) - 1;
            rest /= radix[i];
        }
        return each;
    }

    /** Adds a row: packed levels, lists, what is known, pairs. */
    void add(RowStream row) {
        add(unpacked(row.whole(0)), (int) row.whole(1), (int) row.whole(2), row.whole(3));
    }

    void add(int[] each, int list, int decision, long pairs) {
        if (size == counts.length) {
            levels = Arrays.copyOf(levels, size * 2);
            lists = Arrays.copyOf(lists, size * 2);
            known = Arrays.copyOf(known, size * 2);
            counts = Arrays.copyOf(counts, size * 2);
        }
        levels[size] = each;
        lists[size] = list;
        known[size] = decision;
        counts[size++] = pairs;
    }

    int size() {
        return size;
    }

    int comparisons() {
        return radix.length;
    }

    int levels(int comparison) {
        return radix[comparison] - 1;
    }

    int[] levelsOf(int pattern) {
        return levels[pattern];
    }

    int lists(int pattern) {
        return lists[pattern];
    }

    int known(int pattern) {
        return known[pattern];
    }

    long count(int pattern) {
        return counts[pattern];
    }

    long pairs() {
        return Arrays.stream(counts, 0, size).sum();
    }

    /** How many pairs miss a value of a comparison, and how many show each of its levels. */
    List<Long> seen(int comparison) {
        Long[] seen = new Long[levels(comparison) + 1];
        Arrays.fill(seen, 0L);
        for (int i = 0; i < size; i++) {
            seen[levels[i][comparison] + 1] += counts[i];
        }
        return List.of(seen);
    }

    /** How many pairs have each level of a comparison. */
    double[] histogram(int comparison) {
        double[] histogram = new double[levels(comparison)];
        for (int i = 0; i < size; i++) {
            int level = levels[i][comparison];
            if (level >= 0) {
                histogram[level] += counts[i];
            }
        }
        return histogram;
    }
}
