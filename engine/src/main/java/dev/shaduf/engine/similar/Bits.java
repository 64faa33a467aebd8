package dev.shaduf.engine.similar;

/** Odds as logarithms to the base of two. */
public final class Bits {

    private static final double LN2 = Math.log(2);
    private static final double MOST = 1000;

    private Bits() {}

    /** The logarithm of a ratio. */
    static double of(double ratio) {
        return Math.clamp(Math.log(ratio) / LN2, -MOST, MOST);
    }

    /** The logarithm of the odds of a probability. */
    public static double ofProbability(double probability) {
        return of(probability / (1 - probability));
    }

    /** The probability of odds. */
    public static double probability(double bits) {
        return bits >= 0
                ? 1 / (1 + Math.pow(2, -bits))
                : Math.pow(2, bits) / (1 + Math.pow(2, bits));
    }
}
