package dev.shaduf.engine.similar;

import java.util.Arrays;

/**
 * Goes over patterns again and again: which of them are one person under the present numbers, and
 * which numbers follow from that (expectation and maximisation). Not shared between threads.
 */
final class Expectation {

    private static final double LN2 = Math.log(2);
    private static final int MOST = 100;
    private static final double SETTLED = 1e-6;

    /** How many pairs of one person the starting values are worth. */
    static final double TRUST = 4;

    private final Patterns patterns;
    private final int[] mine;
    private final boolean[] left;
    private final double[][] seen;
    private final double[][] strange;
    private final double[] less;
    private final double[] valued;
    private final int[] deciding;
    private int rounds;
    private boolean converged;
    private double matches;
    private double likelihood;

    /**
     * Over some patterns.
     *
     * @param mine those it goes over
     * @param left the comparisons that neither count nor are learnt
     */
    Expectation(Patterns patterns, int[] mine, boolean[] left) {
        this.patterns = patterns;
        this.mine = mine;
        this.left = left;
        this.less = new double[patterns.size()];
        this.valued = new double[left.length];
        this.deciding = new int[left.length];
        this.seen = new double[left.length][];
        Arrays.setAll(seen, i -> new double[patterns.levels(i)]);
        this.strange = new double[left.length][];
        Arrays.setAll(strange, i -> new double[patterns.levels(i)]);
    }

    /** Leaves a comparison out of what is seen of pairs that only these lists bring up. */
    void leaveOut(int comparison, int lists) {
        deciding[comparison] = lists;
    }

    /** How many pairs of one person have a value on both sides, in the last round. */
    double[] valued() {
        return valued;
    }

    /** How often each level was seen among pairs of one person, in the last round. */
    double[][] seen() {
        return seen;
    }

    int rounds() {
        return rounds;
    }

    boolean converged() {
        return converged;
    }

    /** How many pairs it took for one person, in the last round. */
    double matches() {
        return matches;
    }

    /** How likely what was learnt makes what is there, as a logarithm. */
    double likelihood() {
        return likelihood;
    }

    /** Begins with strangers who are as alike as all of the pairs are. */
    void begin(Model model, Model usual) {
        for (int pattern : mine) {
            count(strange, patterns.levelsOf(pattern), patterns.count(pattern));
        }
        for (int i = 0; i < left.length; i++) {
            if (!left[i]) {
                model.learnStrangers(i, strange[i], usual.u[i]);
            }
        }
    }

    /**
     * Learns m, and u of those strangers; of the patterns, this share is one person to begin with.
     *
     * @param usual the numbers of all strangers
     */
    void learn(Model model, Model usual, double[][] start, double share, double pairs) {
        double now = share;
        for (rounds = 0; rounds < MOST && !converged; rounds++) {
            matches = look(model, now);
            double next = Math.clamp(matches / pairs, 1e-12, 1 - 1e-9);
            converged = adapt(model, usual, start) < SETTLED && isNear(now, next);
            now = next;
        }
        likelihood = likelihood(model, now);
    }

    private double likelihood(Model model, double share) {
        double sum = 0;
        for (int pattern : mine) {
            int[] levels = patterns.levelsOf(pattern);
            double one = Math.log(share);
            double other = Math.log(1 - share);
            for (int i = 0; i < levels.length; i++) {
                if (levels[i] >= 0 && !left[i]) {
                    one += Math.log(model.m[i][levels[i]]);
                    other += Math.log(model.u[i][levels[i]]);
                }
            }
            double both = Math.max(one, other) + Math.log1p(Math.exp(-Math.abs(one - other)));
            sum += patterns.count(pattern) * both;
        }
        return sum;
    }

    private void count(double[][] counts, int[] levels, double pairs) {
        for (int i = 0; i < levels.length; i++) {
            if (levels[i] >= 0 && !left[i]) {
                counts[i][levels[i]] += pairs;
            }
        }
    }

    /**
     * Settles the share of one person among pairs, most of which are no pattern and strangers; m
     * stays as it is.
     *
     * @param company which values keep company
     * @param least what it never falls below
     */
    double settle(Model model, Company company, double share, double pairs, double least) {
        for (int pattern : mine) {
            int[] levels = patterns.levelsOf(pattern);
            for (int i = 0; i < levels.length; i++) {
                if (levels[i] >= 0) {
                    less[pattern] += company.bits(patterns.lists(pattern), i, levels[i]) * LN2;
                }
            }
        }
        double now = share;
        for (rounds = 0; rounds < MOST && !converged; rounds++) {
            matches = look(model, now);
            double next = Math.clamp(matches / pairs, least, 1 - 1e-9);
            converged = isNear(now, next);
            now = next;
        }
        return now;
    }

    private static boolean isNear(double now, double next) {
        return Math.abs(next - now) <= SETTLED * now;
    }

    /** Counts who is one under the present numbers. */
    private double look(Model model, double share) {
        double[][] logs = new double[seen.length][];
        Arrays.fill(valued, 0);
        for (int i = 0; i < seen.length; i++) {
            Arrays.fill(seen[i], 0);
            Arrays.fill(strange[i], 0);
            logs[i] = left[i] ? new double[seen[i].length] : model.logs(i);
        }
        double odds = Math.log(share / (1 - share));
        double sum = 0;
        for (int pattern : mine) {
            int[] levels = patterns.levelsOf(pattern);
            double probability = posterior(pattern, logs, odds);
            double one = patterns.count(pattern) * probability;
            double other = patterns.count(pattern) * Math.max(0, 1 - 2 * probability);
            for (int i = 0; i < levels.length; i++) {
                valued[i] += levels[i] < 0 ? 0 : one;
                int lists = patterns.lists(pattern);
                if (levels[i] >= 0 && !left[i] && (lists == 0 || (lists & ~deciding[i]) != 0)) {
                    seen[i][levels[i]] += one;
                }
            }
            count(strange, levels, other);
            sum += one;
        }
        return sum;
    }

    private double posterior(int pattern, double[][] logs, double odds) {
        int known = patterns.known(pattern);
        if (known != Patterns.OPEN) {
            return known == Patterns.SAME ? 1 : 0;
        }
        int[] levels = patterns.levelsOf(pattern);
        double log = odds + less[pattern];
        for (int i = 0; i < levels.length; i++) {
            log += levels[i] < 0 ? 0 : logs[i][levels[i]];
        }
        return 1 / (1 + Math.exp(-log));
    }

    /** Takes m and u from what was seen; gives the greatest change of m. */
    private double adapt(Model model, Model usual, double[][] start) {
        double changed = 0;
        for (int i = 0; i < seen.length; i++) {
            double[] before = model.m[i];
            model.learnStrangers(i, strange[i], usual.u[i]);
            model.learn(i, seen[i], start[i]);
            changed = Math.max(changed, Model.change(before, model.m[i]));
        }
        return changed;
    }
}
