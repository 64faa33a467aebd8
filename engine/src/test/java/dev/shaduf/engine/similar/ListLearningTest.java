package dev.shaduf.engine.similar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.engine.project.Similar.Comparison;
import dev.shaduf.engine.project.Similar.Kind;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.IntStream;

/** Pairs that share a name; three in four are strangers. */
class ListLearningTest {

    private static final double[][] START = {{0.9, 0.05, 0.04, 0.01}, {0.9, 0.1}, {0.9, 0.1}};
    private static final double[][] USUAL = {
        {0.0001, 0.0001, 0.0001, 0.9997}, {0.02, 0.98}, {0.001, 0.999}
    };
    private static final double[][] ONE = {{0.85, 0.03, 0.02, 0.1}, {0.95, 0.05}, {0.9, 0.1}};
    private static final int ALIKE = 2;

    private final List<Comparison> compare =
            List.of(of("mail", Kind.TEXT), of("city", Kind.EXACT), of("phone", Kind.EXACT));

    private static Comparison of(String name, Kind kind) {
        return new Comparison(name, kind, List.of(), true);
    }

    @Test
    void strangersOfOneNameAreNotOneForTheirAddressesAreAlike() {
        double[][] strangers = {{0.001, 0.004, 0.7, 0.295}, {0.03, 0.97}, {0.001, 0.999}};
        ListLearning learning = learn(strangers);

        assertThat(learning.expectation().matches()).isBetween(9_500.0, 10_500.0);
        assertThat(learning.model().m[0][ALIKE]).isLessThan(0.15);
        assertThat(learning.model().u[0][ALIKE]).isGreaterThan(0.6);
    }

    @Test
    void whoIsEqualInSeveralThingsIsNoStranger() {
        double[][] careless = {{0.3, 0.1, 0.1, 0.5}, {0.4, 0.6}, {0.2, 0.8}};
        ListLearning learning = learn(careless);

        assertThat(learning.expectation().matches()).isGreaterThan(25_000);
        assertThat(learning.model().u[1][0]).isLessThan(0.1);
    }

    private ListLearning learn(double[][] strangers) {
        Patterns pairs = new Patterns(compare);
        for (int mail = 0; mail < 4; mail++) {
            for (int rest = 0; rest < 4; rest++) {
                int[] levels = {mail, rest & 1, rest >> 1};
                double many = 10_000 * share(ONE, levels) + 30_000 * share(strangers, levels);
                pairs.add(levels, 1, Patterns.OPEN, Math.round(many));
            }
        }
        int[] all = IntStream.range(0, pairs.size()).toArray();
        ListLearning learning = new ListLearning(pairs, all, new boolean[3]);
        learning.learn(new Model(START, USUAL), START, 0.25, 40_000);
        return learning;
    }

    private static double share(double[][] of, int[] levels) {
        double share = 1;
        for (int i = 0; i < levels.length; i++) {
            share *= of[i][levels[i]];
        }
        return share;
    }
}
