package dev.shaduf.engine.similar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.engine.project.Similar.Comparison;
import dev.shaduf.engine.project.Similar.Kind;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
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
        Mixture learnt = learn(pairs(10_000, 30_000, strangers));

        assertThat(learnt.matches()).isBetween(9_500.0, 10_500.0);
        assertThat(alike(learnt)).isLessThan(0.15);
        assertThat(learnt.allStrangers(0)[ALIKE]).isGreaterThan(0.6);
    }

    @Test
    void whoIsEqualInSeveralThingsIsNoStranger() {
        double[][] careless = {{0.3, 0.1, 0.1, 0.5}, {0.4, 0.6}, {0.2, 0.8}};
        Mixture learnt = learn(pairs(10_000, 30_000, careless));

        assertThat(learnt.matches()).isGreaterThan(25_000);
        assertThat(learnt.allStrangers(1)[0]).isLessThan(0.1);
    }

    @Test
    void fewWhoHaveAlikeAddressesAndNothingEqualAreKinAndNotOne() {
        double[][] kin = {{0.0001, 0.0099, 0.9, 0.09}, {0.3, 0.7}, {0.001, 0.999}};
        Patterns pairs = pairs(10_000, 300_000, USUAL);
        add(pairs, 30_000, kin);
        Mixture learnt = learn(pairs);

        assertThat(learnt.matches()).isBetween(9_000.0, 11_000.0);
        assertThat(alike(learnt)).isLessThan(0.15);
        assertThat(learnt.allStrangers(0)[ALIKE]).isBetween(0.07, 0.09);
    }

    /** How often the addresses of one person are alike but not equal, as learnt. */
    private static double alike(Mixture learnt) {
        double[] seen = learnt.seen()[0];
        return seen[ALIKE] / Arrays.stream(seen).sum();
    }

    private Patterns pairs(long one, long others, double[][] strangers) {
        Patterns pairs = new Patterns(compare);
        add(pairs, one, ONE);
        add(pairs, others, strangers);
        return pairs;
    }

    private static void add(Patterns pairs, long many, double[][] of) {
        for (int mail = 0; mail < 4; mail++) {
            for (int rest = 0; rest < 4; rest++) {
                int[] levels = {mail, rest & 1, rest >> 1};
                pairs.add(levels, 1, Patterns.OPEN, Math.round(many * share(of, levels)));
            }
        }
    }

    private static Mixture learn(Patterns pairs) {
        int[] all = IntStream.range(0, pairs.size()).toArray();
        return new ListLearning(pairs, all, new boolean[3])
                .learn(new Model(START, USUAL), START, 0.25);
    }

    private static double share(double[][] of, int[] levels) {
        double share = 1;
        for (int i = 0; i < levels.length; i++) {
            share *= of[i][levels[i]];
        }
        return share;
    }
}
