package dev.shaduf.engine.similar;

import java.util.Arrays;

/**
 * The numbers that are being learnt: of each comparison how often its levels are seen among pairs
 * of one person (m) and of strangers (u). Not shared between threads.
 */
final class Model {

    /** How many pairs of one person the starting values are worth. */
    private static final double TRUST = 4;

    /** How many pairs of a list all other strangers are worth. */
    private static final double USUAL = 100;

    final double[][] m;
    final double[][] u;

    /** Of numbers that it keeps its own copies of. */
    Model(double[][] m, double[][] u) {
        this.m = copied(m);
        this.u = copied(u);
        for (int i = 0; i < m.length; i++) {
            Monotone.order(this.m[i], this.u[i]);
        }
    }

    private static double[][] copied(double[][] values) {
        return Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
    }

    /** The logarithms of m / u of a comparison's levels. */
    double[] logs(int comparison) {
        double[] logs = new double[m[comparison].length];
        Arrays.setAll(logs, level -> Math.log(m[comparison][level] / u[comparison][level]));
        return logs;
    }

    /** Takes m of a comparison from what was seen and, for a little, from where it started. */
    void learn(int comparison, double[] seen, double[] start) {
        double[] counts = new double[seen.length];
        Arrays.setAll(counts, level -> seen[level] + TRUST * start[level]);
        m[comparison] = Monotone.normal(counts);
        Monotone.order(m[comparison], u[comparison]);
    }

    /** The greatest difference of two rows of numbers. */
    static double change(double[] before, double[] after) {
        double most = 0;
        for (int level = 0; level < before.length; level++) {
            most = Math.max(most, Math.abs(after[level] - before[level]));
        }
        return most;
    }

    /**
     * How often some strangers show each level, who are at least as alike as others.
     *
     * @param seen of the levels of a comparison
     * @param usual that of all strangers, which is worth some of these
     */
    static double[] strangers(double[] seen, double[] usual) {
        double[] shares = new double[seen.length];
        double all = USUAL + Arrays.stream(seen).sum();
        Arrays.setAll(shares, level -> (seen[level] + USUAL * usual[level]) / all);
        for (int level = 0; level < shares.length - 1; level++) {
            shares[level] = Math.max(shares[level], usual[level]);
        }
        return Monotone.normal(shares);
    }

    /**
     * How often strangers show each level, when pairs drawn at random are mixed with this share of
     * one person: what is left without those.
     */
    double[] withoutMatches(int comparison, double[] drawn, double share, double floor) {
        double[] rest = new double[drawn.length];
        Arrays.setAll(
                rest,
                level ->
                        Math.max(
                                drawn[level] - share * m[comparison][level], floor * drawn[level]));
        return Monotone.normal(rest);
    }
}
