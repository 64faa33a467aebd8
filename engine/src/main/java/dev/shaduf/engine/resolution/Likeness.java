package dev.shaduf.engine.resolution;

import java.util.Comparator;

/**
 * Two records that are one by similarity.
 *
 * @param left the place of the one that comes first
 * @param score the probability that they are one
 */
public record Likeness(int left, int right, double score) {

    /** The surest first, then by the records. */
    public static final Comparator<Likeness> ORDER =
            Comparator.comparingDouble(Likeness::score)
                    .reversed()
                    .thenComparingInt(Likeness::left)
                    .thenComparingInt(Likeness::right);
}
