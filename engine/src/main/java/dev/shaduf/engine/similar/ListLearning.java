package dev.shaduf.engine.similar;

/**
 * Learns from the pairs of one list, in several ways, for where it ends depends on where it begins:
 * its strangers are like any two, or they are as alike as its pairs are, or some of them are kin.
 * Those who share a name have alike addresses of mail; begun the first way, they would all be taken
 * for one person. What makes the pairs likelier is taken.
 */
final class ListLearning {

    /** Strangers who are equal so many times as often as usual, and so often, keep company. */
    private static final double TIMES = 5;

    private static final double OFTEN = 0.05;

    private final Patterns pairs;
    private final int[] mine;
    private final boolean[] left;

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
    }

    /** Learns; of the pairs, this share is one person to begin with. */
    Mixture learn(Model usual, double[][] start, double share) {
        Mixture best = mixture(usual, 2).learn(start, share);
        Mixture alike = mixture(usual, 2).alike().learn(start, share);
        if (alike.likelihood() > best.likelihood() && areStrangers(alike, usual)) {
            best = alike;
        }
        Mixture kin = mixture(usual, 3).learn(start, share);
        return kin.likelihood() > best.likelihood() + kin.price() && areStrangers(kin, usual)
                ? kin
                : best;
    }

    private Mixture mixture(Model usual, int sorts) {
        return new Mixture(pairs, mine, left, usual, sorts);
    }

    /** Strangers may share one thing more; those who are equal in several are no strangers. */
    private boolean areStrangers(Mixture found, Model usual) {
        int[] company = new int[2];
        for (int i = 0; i < left.length; i++) {
            double[][] sorts = found.strangers(i);
            for (int sort = 0; sort < sorts.length; sort++) {
                double equal = sorts[sort][0];
                if (!left[i] && equal > OFTEN && equal > TIMES * usual.u[i][0]) {
                    company[sort]++;
                }
            }
        }
        return Math.max(company[0], company[1]) < 2;
    }
}
