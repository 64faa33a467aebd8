package dev.shaduf.engine.similar;

import dev.shaduf.engine.project.Similar.Comparison;
import dev.shaduf.spi.ShadufException;

import java.util.List;

/**
 * What keeps a warehouse off its knees.
 *
 * @param block a key on more records than this brings up no pairs
 * @param pairs the most pairs in all; the largest keys are left out until no more remain
 * @param sample how many pairs are drawn at random to learn how often strangers agree
 */
public record Limits(int block, long pairs, int sample) {

    /** What holds unless somebody says otherwise. */
    public static final Limits USUAL = new Limits(5_000, 200_000_000, 500_000);

    /** A bit for each list and one for the sign. */
    private static final int LISTS = 31;

    private static final double PATTERNS = 0x1p62;

    static void check(List<Comparison> compare, List<Blocking> blocking) {
        double patterns = 1;
        for (Comparison comparison : compare) {
            patterns *= Measure.of(comparison).levels() + 1;
        }
        if (compare.isEmpty() || patterns > PATTERNS) {
            throw new ShadufException(
                    SimilarFailure.COMPARISONS,
                    compare.isEmpty()
                            ? "similar compares nothing."
                            : "similar compares %,d things; that is more than can be held."
                                    .formatted(compare.size()),
                    "Name between one and about twenty comparisons under compare.");
        }
        if (blocking.isEmpty() || blocking.size() > LISTS) {
            throw new ShadufException(
                    SimilarFailure.BLOCKING,
                    "similar has %,d lists under block_on.".formatted(blocking.size()),
                    "Give between one and %d lists.".formatted(LISTS));
        }
    }
}
