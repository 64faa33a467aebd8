package dev.shaduf.engine.similar;

import java.util.Arrays;

/**
 * How well pairs say who is who, where the truth is known.
 *
 * @param right pairs that are one person, and were said to be
 * @param said pairs that were said to be one person
 * @param there pairs that are one person
 */
public record Accuracy(long right, long said, long there) {

    /** The share of what was said that is right; 1 where nothing was said. */
    public double precision() {
        return said == 0 ? 1 : (double) right / said;
    }

    /** The share of what is there that was said; 1 where nothing is there. */
    public double recall() {
        return there == 0 ? 1 : (double) right / there;
    }

    /** The harmonic mean of both. */
    public double f1() {
        return said + there == 0 ? 1 : 2.0 * right / (said + there);
    }

    /**
     * Of profiles: all pairs of records within one.
     *
     * @param profiles the profile of each record, any numbers
     * @param truth the person of each record; less than 0 where nobody knows, which leaves the
     *     record out
     */
    public static Accuracy ofProfiles(int[] profiles, int[] truth) {
        int records = known(truth);
        long[] both = new long[records];
        int[] said = new int[records];
        int[] there = new int[records];
        int at = 0;
        for (int i = 0; i < truth.length; i++) {
            if (truth[i] >= 0) {
                both[at] = (long) profiles[i] << 32 | truth[i];
                said[at] = profiles[i];
                there[at++] = truth[i];
            }
        }
        return new Accuracy(pairs(both), pairs(widened(said)), pairs(widened(there)));
    }

    /**
     * Of pairs: record {@code a[i]} and record {@code b[i]} were said to be one, each pair once.
     *
     * @param truth the person of each record; less than 0 where nobody knows, which leaves the
     *     record out
     */
    public static Accuracy ofPairs(int[] a, int[] b, int[] truth) {
        long right = 0;
        long said = 0;
        for (int i = 0; i < a.length; i++) {
            int left = truth[a[i]];
            if (left >= 0 && truth[b[i]] >= 0) {
                said++;
                right += left == truth[b[i]] ? 1 : 0;
            }
        }
        long[] there = Arrays.stream(truth).filter(t -> t >= 0).asLongStream().toArray();
        return new Accuracy(right, said, pairs(there));
    }

    private static int known(int[] truth) {
        return (int) Arrays.stream(truth).filter(t -> t >= 0).count();
    }

    private static long[] widened(int[] values) {
        return Arrays.stream(values).asLongStream().toArray();
    }

    /** The pairs of equal values; sorts them. */
    private static long pairs(long[] values) {
        Arrays.sort(values);
        long pairs = 0;
        int begin = 0;
        for (int i = 1; i <= values.length; i++) {
            if (i == values.length || values[i] != values[begin]) {
                long many = (long) i - begin;
                pairs += many * (many - 1) / 2;
                begin = i;
            }
        }
        return pairs;
    }
}
