package dev.shaduf.engine.similar;

import java.util.Arrays;

/**
 * Tells the pairs of one list apart by expectation and maximisation, again and again: which are one
 * person under the present numbers, and which numbers follow from that. Where asked, strangers are
 * of two sorts, as in Larsen and Rubin (Iterative Automated Record Linkage Using Mixture Models,
 * 2001): most are like any two, and kin have more in common, as those of one family or one name.
 * Not shared between threads; used once.
 */
final class Mixture {

    private static final int MOST = 100;
    private static final double SETTLED = 1e-6;

    /** So many of the pairs are kin to begin with. */
    private static final double KIN = 0.01;

    private static final int ONE = 0;
    private static final int STRANGERS = 1;

    private final Patterns patterns;
    private final int[] mine;
    private final boolean[] left;
    private final double pairs;
    private final Model usual;
    private final Model model;
    private final double[][][] seen;
    private final double[] shares;
    private double[][] kin = {};
    private int rounds;
    private boolean converged;
    private double likelihood;

    /**
     * Over some patterns.
     *
     * @param mine those it goes over
     * @param left the comparisons that neither count nor are learnt
     * @param usual the numbers of all strangers, and where m begins
     * @param sorts 2, or 3 with kin
     */
    Mixture(Patterns patterns, int[] mine, boolean[] left, Model usual, int sorts) {
        this.patterns = patterns;
        this.mine = mine;
        this.left = left;
        this.usual = usual;
        this.model = new Model(usual.m, usual.u);
        this.pairs = Arrays.stream(mine).mapToLong(patterns::count).sum();
        this.shares = new double[sorts];
        this.seen = new double[sorts][left.length][];
        for (double[][] sort : seen) {
            Arrays.setAll(sort, i -> new double[patterns.levels(i)]);
        }
        if (sorts > 2) {
            kin = new double[left.length][];
            Arrays.setAll(kin, i -> halfAlike(patterns.levels(i)));
        }
    }

    /** Kin to begin with: as often different as not, and hardly ever equal. */
    private static double[] halfAlike(int levels) {
        double[] all = new double[levels];
        Arrays.fill(all, 0.5 / (levels - 1));
        all[0] = levels > 2 ? 0.02 : 0.5;
        all[levels - 1] = 0.5;
        return Monotone.normal(all);
    }

    /** Begins with strangers who are as alike as all of the pairs are. */
    Mixture alike() {
        for (int pattern : mine) {
            count(seen[STRANGERS], patterns.levelsOf(pattern), patterns.count(pattern));
        }
        for (int i = 0; i < left.length; i++) {
            if (!left[i]) {
                model.u[i] = Model.strangers(seen[STRANGERS][i], usual.u[i]);
            }
        }
        return this;
    }

    /** How often each level was seen among pairs of one person, in the last round. */
    double[][] seen() {
        return seen[ONE];
    }

    int rounds() {
        return rounds;
    }

    boolean converged() {
        return converged;
    }

    /** How many pairs it took for one person, in the last round. */
    double matches() {
        return shares[ONE] * pairs;
    }

    /** How likely what was learnt makes what is there, as a logarithm. */
    double likelihood() {
        return likelihood;
    }

    /** What the numbers of kin must make the pairs likelier by (Bayesian information criterion). */
    double price() {
        int numbers = Arrays.stream(kin).mapToInt(levels -> levels.length).sum();
        return numbers * Math.log(Math.max(1, pairs)) / 2;
    }

    /** How often strangers of one sort show each level of a comparison; most first. */
    double[][] strangers(int comparison) {
        return kin.length == 0
                ? new double[][] {model.u[comparison]}
                : new double[][] {model.u[comparison], kin[comparison]};
    }

    /** How often all strangers of the list do. */
    double[] allStrangers(int comparison) {
        if (kin.length == 0) {
            return model.u[comparison];
        }
        double share = shares[2] / (shares[STRANGERS] + shares[2]);
        double[] all = new double[kin[comparison].length];
        Arrays.setAll(
                all,
                level -> (1 - share) * model.u[comparison][level] + share * kin[comparison][level]);
        return all;
    }

    /**
     * Learns; of the pairs, this share is one person to begin with.
     *
     * @param start what m is before anything was seen
     */
    Mixture learn(double[][] start, double share) {
        Arrays.fill(shares, KIN);
        shares[ONE] = share;
        shares[STRANGERS] = 1 - share - (shares.length - 2) * KIN;
        for (rounds = 0; rounds < MOST && !converged; rounds++) {
            double before = shares[ONE];
            look();
            boolean near = Math.abs(shares[ONE] - before) <= SETTLED * before;
            converged = adapt(start) < SETTLED && near;
        }
        return this;
    }

    /** Counts who is what under the present numbers. */
    private void look() {
        for (double[][] sort : seen) {
            Arrays.stream(sort).forEach(levels -> Arrays.fill(levels, 0));
        }
        double[] sums = new double[shares.length];
        likelihood = 0;
        for (int pattern : mine) {
            double[] each = posterior(pattern);
            int[] levels = patterns.levelsOf(pattern);
            long many = patterns.count(pattern);
            for (int sort = 0; sort < each.length; sort++) {
                sums[sort] += many * each[sort];
                double sure = sort == STRANGERS ? Math.max(0, each[sort] - each[ONE]) : each[sort];
                count(seen[sort], levels, many * sure);
            }
        }
        Arrays.setAll(shares, sort -> Math.clamp(sums[sort] / pairs, 1e-12, 1 - 1e-9));
    }

    /** How probable each sort is; adds to the likelihood. */
    private double[] posterior(int pattern) {
        double[] each = new double[shares.length];
        int[] levels = patterns.levelsOf(pattern);
        for (int sort = 0; sort < each.length; sort++) {
            double[][] numbers = sort == ONE ? model.m : sort == STRANGERS ? model.u : kin;
            each[sort] = Math.log(shares[sort]);
            for (int i = 0; i < levels.length; i++) {
                each[sort] += levels[i] < 0 || left[i] ? 0 : Math.log(numbers[i][levels[i]]);
            }
        }
        double top = Arrays.stream(each).max().orElse(0);
        double sum = Arrays.stream(each).map(log -> Math.exp(log - top)).sum();
        likelihood += patterns.count(pattern) * (top + Math.log(sum));
        int known = patterns.known(pattern);
        if (known != Patterns.OPEN) {
            Arrays.fill(each, 0);
            each[known == Patterns.SAME ? ONE : STRANGERS] = 1;
            return each;
        }
        Arrays.setAll(each, sort -> Math.exp(each[sort] - top) / sum);
        return each;
    }

    private void count(double[][] counts, int[] levels, double many) {
        for (int i = 0; i < levels.length; i++) {
            if (levels[i] >= 0 && !left[i]) {
                counts[i][levels[i]] += many;
            }
        }
    }

    /** Takes all numbers from what was seen; gives the greatest change of m. */
    private double adapt(double[][] start) {
        double changed = 0;
        for (int i = 0; i < left.length; i++) {
            double[] before = model.m[i];
            model.u[i] = Model.strangers(seen[STRANGERS][i], usual.u[i]);
            model.learn(i, seen[ONE][i], start[i]);
            changed = Math.max(changed, Model.change(before, model.m[i]));
            if (kin.length > 0) {
                kin[i] = Model.strangers(seen[2][i], usual.u[i]);
            }
        }
        return changed;
    }
}
