package dev.shaduf.engine.similar;

/**
 * Learns from the pairs of one list, from two beginnings, for where it ends depends on where it
 * begins: its strangers are like any two, or they are as alike as its pairs are. Those who share a
 * name have alike addresses of mail; begun the first way, they would all be taken for one person.
 * What makes the pairs likelier is taken. Used once.
 */
final class ListLearning {

    /** Strangers who are equal so many times as often as usual, and so often, keep company. */
    private static final double TIMES = 5;

    private static final double OFTEN = 0.05;

    private final Patterns pairs;
    private final int[] mine;
    private final boolean[] left;
    private Expectation expectation;
    private Model model;

    /**
     * Of some pairs.
     *
     * @param mine their patterns
     * @param left the comparisons that the list decides
     */
    ListLearning(Patterns pairs, int[] mine, boolean[] left) {
        this.pairs = pairs;
        this.mine = mine;
        this.left = left;
        this.expectation = new Expectation(pairs, mine, left);
        this.model = new Model(new double[0][], new double[0][]);
    }

    /** What was learnt, and how. */
    Expectation expectation() {
        return expectation;
    }

    /** The numbers of the list. */
    Model model() {
        return model;
    }

    /** Learns; of the pairs, this share is one person to begin with. */
    void learn(Model usual, double[][] start, double share, double count) {
        model = new Model(usual.m, usual.u);
        expectation.learn(model, usual, start, share, count);
        Model other = new Model(usual.m, usual.u);
        Expectation alike = new Expectation(pairs, mine, left);
        alike.begin(other, usual);
        alike.learn(other, usual, start, share, count);
        if (alike.likelihood() > expectation.likelihood() && areStrangers(other, usual)) {
            expectation = alike;
            model = other;
        }
    }

    /** Strangers may share one thing more; those who are equal in several are no strangers. */
    private boolean areStrangers(Model found, Model usual) {
        int company = 0;
        for (int i = 0; i < left.length; i++) {
            double equal = found.u[i][0];
            if (!left[i] && equal > OFTEN && equal > TIMES * usual.u[i][0]) {
                company++;
            }
        }
        return company < 2;
    }
}
