package dev.shaduf.engine.similar;

import java.util.List;

/**
 * How the compared pairs spread over the scores.
 *
 * @param thresholds pairs at or above each of {@link #THRESHOLDS}
 * @param bars pairs by score, the lowest first; empty ones in between are there too
 */
public record Spread(List<Threshold> thresholds, List<Bar> bars) {

    /** What a merge_at may be. */
    public static final List<Double> THRESHOLDS = List.of(0.5, 0.8, 0.9, 0.95, 0.99);

    /** Keeps its own copies. */
    public Spread {
        thresholds = List.copyOf(thresholds);
        bars = List.copyOf(bars);
    }

    /** The pairs at or above a probability. */
    public record Threshold(double probability, long pairs) {}

    /** The pairs whose score is at least this many bits and less than one more. */
    public record Bar(int bits, long pairs) {}
}
