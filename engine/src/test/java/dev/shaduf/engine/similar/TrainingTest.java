package dev.shaduf.engine.similar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shaduf.engine.project.Similar.Comparison;
import dev.shaduf.engine.project.Similar.Kind;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** Patterns with the counts that known numbers would give. */
class TrainingTest {

    private static final long RECORDS = 20_000;
    private static final double ALL = RECORDS * (RECORDS - 1) / 2.0;
    private static final double MATCHES = 6_000;
    private static final double[] M = {0.9, 0.8, 0.7, 0.95};
    private static final double[] U = {0.01, 0.004, 0.05, 0.001};

    private final Design design =
            new Design(
                    List.of(exact("a"), exact("b"), exact("c"), exact("d")),
                    List.of(
                            Blocking.of(List.of("a"), names()),
                            Blocking.of(List.of("b"), names())));

    private static List<String> names() {
        return List.of("a", "b", "c", "d");
    }

    private static Comparison exact(String name) {
        return new Comparison(name, Kind.EXACT, List.of(), true);
    }

    @Test
    void knownNumbersAreRecovered() {
        Weights weights = learn(patterns(true));
        for (int i = 0; i < M.length; i++) {
            Weights.Level equal = weights.comparisons().get(i).levels().getFirst();
            assertThat(equal.m()).isCloseTo(M[i], within(0.02));
            assertThat(equal.u() / U[i]).isCloseTo(1, within(0.1));
        }
        double blocked = 1 - (1 - M[0]) * (1 - M[1]);
        assertThat(weights.prior() * ALL / (MATCHES * blocked)).isCloseTo(1, within(0.05));
    }

    @Test
    void listTeachesNothingOfWhatItDecides() {
        Weights weights = learn(patterns(true));
        assertThat(weights.runs().getFirst().leftOut()).containsExactly("a");
        assertThat(weights.runs().get(1).leftOut()).containsExactly("b");
        assertThat(weights.comparisons()).allMatch(Weights.Comparison::learnt);
    }

    @Test
    void runsTellThatTheyConverged() {
        assertThat(learn(patterns(true)).runs())
                .hasSize(3)
                .allMatch(TrainingRun::converged)
                .allMatch(run -> run.pairs() > 0);
    }

    @Test
    void withoutMatchesThePriorVanishesAndNothingInverts() {
        Weights weights = learn(patterns(false));
        assertThat(weights.prior()).isLessThan(1e-5);
        for (Weights.Comparison comparison : weights.comparisons()) {
            assertThat(comparison.levels().getFirst().bits()).isGreaterThanOrEqualTo(0);
            assertThat(comparison.levels().getLast().bits()).isLessThanOrEqualTo(0);
        }
    }

    @Test
    void decisionsOfPersonsCount() {
        Patterns patterns = new Patterns(design.compare());
        patterns.add(new int[] {0, 0, 1, 0}, 0, Patterns.SAME, 500);
        Weights weights = learn(patterns);
        assertThat(weights.comparisons().get(2).levels().getFirst().m()).isLessThan(0.1);
        assertThat(weights.comparisons().get(3).levels().getFirst().m()).isGreaterThan(0.98);
    }

    @Test
    void whoHasValuesMayBeWhoWasMetBefore() {
        double few = ALL / 25;
        double equal = (M[3] * MATCHES + U[3] * (few - MATCHES)) / few;
        Weights weights = learn(patterns(true), new Chance(few, List.of(equal, 1.0)));
        double u = weights.comparisons().get(3).levels().getFirst().u();
        assertThat(u / U[3]).isCloseTo(1, within(0.15));
    }

    @Test
    void noPairsAtAllLeaveStartingValues() {
        Weights weights = learn(new Patterns(design.compare()));
        assertThat(weights.comparisons()).noneMatch(Weights.Comparison::learnt);
        assertThat(weights.prior()).isBetween(0.0, 1e-8);
    }

    private Weights learn(Patterns pairs) {
        return learn(pairs, null);
    }

    /** With what was counted of the last comparison, where it is not as usual. */
    private Weights learn(Patterns pairs, @Nullable Chance last) {
        Patterns strangers = new Patterns(design.compare());
        List<Chance> chances = new ArrayList<>();
        for (int i = 0; i < M.length; i++) {
            double equal = (M[i] * MATCHES + U[i] * (ALL - MATCHES)) / ALL;
            chances.add(new Chance(ALL, List.of(equal, 1.0)));
        }
        if (last != null) {
            chances.set(M.length - 1, last);
        }
        each(levels -> strangers.add(levels, 0, 0, Math.round(1e6 * probability(U, levels))));
        return new Training(design, pairs, RECORDS).learn(strangers, chances, Seen.NOTHING);
    }

    /** All pairs that share a or b. */
    private Patterns patterns(boolean matches) {
        Patterns patterns = new Patterns(design.compare());
        each(levels -> {
            int lists = (levels[0] == 0 ? 1 : 0) + (levels[1] == 0 ? 2 : 0);
            double many = (ALL - MATCHES) * probability(U, levels);
            many += matches ? MATCHES * probability(M, levels) : 0;
            if (lists > 0) {
                patterns.add(levels, lists, Patterns.OPEN, Math.round(many));
            }
        });
        return patterns;
    }

    private static double probability(double[] equal, int[] levels) {
        double product = 1;
        for (int i = 0; i < levels.length; i++) {
            product *= levels[i] == 0 ? equal[i] : 1 - equal[i];
        }
        return product;
    }

    private static void each(java.util.function.Consumer<int[]> levels) {
        for (int bits = 0; bits < 16; bits++) {
            levels.accept(new int[] {bits & 1, bits >> 1 & 1, bits >> 2 & 1, bits >> 3});
        }
    }
}
