package dev.shaduf.engine.similar;

import java.util.Arrays;
import java.util.List;

/**
 * Counts, over the pairs of all lists together, who is one person, until the prior under which that
 * is counted is what is counted: no guess of it is asked of anybody. Of each comparison it notes
 * what was seen. Not shared between threads.
 */
final class Census {

    private static final double LN2 = Math.log(2);
    private static final int MOST = 100;
    private static final double SETTLED = 1e-6;

    private final Patterns patterns;
    private final int[] deciding;
    private final double all;
    private final double least;
    private final double[] less;
    private final double[] valued;
    private final double[][] seen;
    private int rounds;
    private boolean converged;
    private double matches;

    /**
     * Over all patterns.
     *
     * @param deciding of each comparison a bit for each list that decides it: what only those bring
     *     up does not count as seen
     * @param company which values keep company
     * @param all how many pairs of records there are; most are no pattern and strangers
     * @param least what the prior never falls below
     */
    Census(Patterns patterns, int[] deciding, Company company, double all, double least) {
        this.patterns = patterns;
        this.deciding = deciding;
        this.all = all;
        this.least = least;
        this.less = new double[patterns.size()];
        this.valued = new double[deciding.length];
        this.seen = new double[deciding.length][];
        Arrays.setAll(seen, i -> new double[patterns.levels(i)]);
        for (int pattern = 0; pattern < less.length; pattern++) {
            int[] levels = patterns.levelsOf(pattern);
            for (int i = 0; i < levels.length; i++) {
                if (levels[i] >= 0) {
                    less[pattern] += company.bits(patterns.lists(pattern), i, levels[i]) * LN2;
                }
            }
        }
    }

    /** How many pairs of one person have a value on both sides, in the last round. */
    double[] valued() {
        return valued;
    }

    /** How often each level was seen among pairs of one person, in the last round. */
    double[][] seen() {
        return seen;
    }

    /** How it went: a training of no list, which leaves nothing out. */
    TrainingRun run() {
        return new TrainingRun("", patterns.pairs(), matches, rounds, converged, List.of());
    }

    /** Settles the prior, which begins with this one; the model stays as it is. */
    double settle(Model model, double begin) {
        double prior = begin;
        converged = false;
        for (rounds = 0; rounds < MOST && !converged; rounds++) {
            matches = count(model, prior);
            double next = Math.clamp(matches / all, least, 1 - 1e-9);
            converged = Math.abs(next - prior) <= SETTLED * prior;
            prior = next;
        }
        return prior;
    }

    private double count(Model model, double prior) {
        double[][] logs = new double[seen.length][];
        Arrays.setAll(logs, model::logs);
        Arrays.fill(valued, 0);
        Arrays.stream(seen).forEach(levels -> Arrays.fill(levels, 0));
        double odds = Math.log(prior / (1 - prior));
        double sum = 0;
        for (int pattern = 0; pattern < patterns.size(); pattern++) {
            int[] levels = patterns.levelsOf(pattern);
            int lists = patterns.lists(pattern);
            double one = patterns.count(pattern) * posterior(pattern, logs, odds);
            for (int i = 0; i < levels.length; i++) {
                if (levels[i] >= 0) {
                    valued[i] += one;
                    seen[i][levels[i]] += lists == 0 || (lists & ~deciding[i]) != 0 ? one : 0;
                }
            }
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
}
