package dev.shaduf.engine.similar;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the score of one pair comes from, in bits: each doubles or halves the odds.
 *
 * @param prior where it starts: two records drawn at random
 * @param steps one for each comparison, in their order
 * @param bits all together
 */
public record Waterfall(double prior, List<Step> steps, double bits) {

    /** Keeps its own copy. */
    public Waterfall {
        steps = List.copyOf(steps);
    }

    /**
     * What one comparison adds.
     *
     * @param label how alike the values are, in words
     * @param bits what that adds
     * @param adjustment what the rarity of the value adds to it, or its company takes away
     */
    public record Step(String comparison, String label, double bits, double adjustment) {}

    /** How probable it is that both are one. */
    public double probability() {
        return Bits.probability(bits);
    }

    /**
     * Of a row of {@link Candidates#score}.
     *
     * @param levels {@code g0…}: the level of each comparison from 0, equal; -1 where one is null
     * @param adjustments {@code t0…}: the bits that rarity adds and company takes away
     */
    public static Waterfall of(Weights weights, int[] levels, double[] adjustments) {
        List<Step> steps = new ArrayList<>();
        double total = weights.priorBits();
        for (int i = 0; i < levels.length; i++) {
            Weights.Comparison comparison = weights.comparisons().get(i);
            Step step =
                    levels[i] < 0
                            ? new Step(comparison.name(), "missing", 0, 0)
                            : step(comparison, levels[i], adjustments[i]);
            steps.add(step);
            total += step.bits() + step.adjustment();
        }
        return new Waterfall(weights.priorBits(), steps, total);
    }

    private static Step step(Weights.Comparison comparison, int level, double adjustment) {
        Weights.Level is = comparison.levels().get(level);
        return new Step(comparison.name(), is.label(), is.bits(), adjustment);
    }
}
