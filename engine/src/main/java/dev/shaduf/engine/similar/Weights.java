package dev.shaduf.engine.similar;

import dev.shaduf.engine.project.Similar;
import dev.shaduf.spi.json.Json;

import java.util.List;

/**
 * What agreement and disagreement weigh: all that is learnt from records, and all that a score
 * needs beside them. Immutable; written as JSON and read back without loss.
 *
 * @param prior the probability that two records drawn at random are one
 * @param records how many records it was learnt from
 * @param lists how alike strangers of the same key are, by blocking list
 * @param runs how it was learnt
 * @param seen what it was learnt from
 */
public record Weights(
        double prior,
        long records,
        List<Comparison> comparisons,
        List<Strangers> lists,
        List<TrainingRun> runs,
        Seen seen) {

    /** Keeps its own copies. */
    public Weights {
        comparisons = List.copyOf(comparisons);
        lists = List.copyOf(lists);
        runs = List.copyOf(runs);
    }

    /**
     * How alike strangers are whom a blocking list brings up: those who share a name may well have
     * alike addresses.
     *
     * @param u of each comparison, by level; empty where the list decides it
     */
    public record Strangers(String list, List<List<Double>> u) {

        /** Keeps its own copy. */
        public Strangers {
            u = u.stream().map(List::copyOf).toList();
        }
    }

    /** Whether they are of these comparisons, with the levels that they have in this version. */
    public boolean areOf(List<Similar.Comparison> compare) {
        return comparisons.stream()
                .map(c -> c.name() + c.labels())
                .toList()
                .equals(compare.stream().map(c -> c.name() + Measure.of(c).labels()).toList());
    }

    Company company() {
        return new Company(
                comparisons.stream().map(c -> c.levels().stream().map(Level::u).toList()).toList(),
                lists.stream().map(Strangers::u).toList());
    }

    /**
     * What one comparison weighs.
     *
     * @param kind the word of the file: {@code name}, {@code date}
     * @param termFrequency whether equal values weigh by how rare they are
     * @param learnt whether any training saw it; else its m are starting values
     * @param levels from equal to different
     */
    public record Comparison(
            String name, String kind, boolean termFrequency, boolean learnt, List<Level> levels) {

        /** Keeps its own copy. */
        public Comparison {
            levels = List.copyOf(levels);
        }

        List<String> labels() {
            return levels.stream().map(Level::label).toList();
        }
    }

    /**
     * How alike two values are.
     *
     * @param label in words: {@code equal}, {@code alike (0.92)}, {@code different}
     * @param m how often the values of one person are so
     * @param u how often those of two persons are
     */
    public record Level(String label, double m, double u) {

        /** What it adds to a score, in bits: log2(m / u). */
        public double bits() {
            return Bits.of(m / u);
        }
    }

    /** The prior as bits: log2 of its odds. */
    public double priorBits() {
        return Bits.ofProbability(prior);
    }

    /** As JSON. */
    public Json.Obj json() {
        return WeightsJson.write(this);
    }

    /** Reads what {@link #json} wrote; throws {@code WEIGHTS} where it is none. */
    public static Weights of(Json json) {
        return WeightsJson.read(json);
    }
}
