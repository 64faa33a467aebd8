package dev.shaduf.engine.similar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Learns weights from patterns. u comes from pairs drawn at random; m from the pairs of each
 * blocking list, without what the list decides, put together, and then from all of them at once;
 * the prior is the sum of what all pairs then say. Pairs drawn at random have some of one person
 * among them, and in small or much repeated lists that is not little: they are taken out of u, and
 * all is learnt again. A pure function; used once.
 */
final class Training {

    /** Nothing is rarer than half a pair. */
    private static final double HALF = 0.5;

    private static final int ROUNDS = 3;

    private static final int TOGETHER = 100;
    private static final double SETTLED = 1e-4;

    /** At least this share of what was seen among pairs drawn at random is strangers. */
    private static final double STRANGERS = 0.1;

    /** At most this share of the pairs of a comparison is taken for one person. */
    private static final double MATCHES = 0.9;

    private final Design design;
    private final Patterns pairs;
    private final long records;
    private final double all;
    private final List<Measure> measures;
    private final double[][] start;
    private final List<TrainingRun> runs = new ArrayList<>();
    private final boolean[] learnt;
    private final double[] matches;
    private final int[] deciding;
    private final List<List<List<Double>>> within = new ArrayList<>();

    Training(Design design, Patterns pairs, long records) {
        this.design = design;
        this.pairs = pairs;
        this.records = records;
        this.all = Math.max(1, (double) records * (records - 1) / 2);
        this.measures = design.compare().stream().map(Measure::of).toList();
        this.start = measures.stream().map(Measure::start).toArray(double[][]::new);
        this.learnt = new boolean[start.length];
        this.matches = new double[start.length];
        this.deciding = measures.stream().mapToInt(measure -> lists(measure.name())).toArray();
    }

    /**
     * Learns.
     *
     * @param strangers pairs drawn at random
     * @param chances what was counted of each comparison
     * @param seen what it learns from, to be told with the weights
     */
    Weights learn(Patterns strangers, List<Chance> chances, Seen seen) {
        double[][] drawn = new double[start.length][];
        Arrays.setAll(drawn, i -> drawn(strangers.histogram(i), chances.get(i).shares()));
        Model model = fromLists(drawn);
        double prior = together(model);
        for (int round = 1; round < ROUNDS; round++) {
            double[][] u = new double[start.length][];
            for (int i = 0; i < u.length; i++) {
                double share = Math.min(MATCHES, matches[i] / Math.max(1, chances.get(i).pairs()));
                u[i] = model.withoutMatches(i, drawn[i], share, STRANGERS);
            }
            model = fromLists(u);
            prior = together(model);
        }
        return weights(model, prior, seen);
    }

    /** What was counted among all pairs is taken from there, the rest is drawn. */
    private double[] drawn(double[] counts, List<Double> counted) {
        double least = HALF / all;
        double equal = counted.getFirst();
        double top = Math.clamp(equal < 0 ? HALF : equal, least, 1 - least / 2);
        double others = 0;
        for (int level = 1; level < counts.length; level++) {
            others += counts[level] + HALF;
        }
        double[] u = new double[counts.length];
        for (int level = 1; level < counts.length; level++) {
            double share = (counts[level] + HALF) / others * (1 - top);
            u[level] = Math.min(share, Math.max(least, counted.get(level)));
        }
        u[0] = top;
        return Monotone.normal(u);
    }

    /** Learns m from the pairs of each list. */
    private Model fromLists(double[][] u) {
        runs.clear();
        within.clear();
        double[][] sum = new double[start.length][];
        Arrays.setAll(sum, i -> new double[start[i].length]);
        for (int list = 0; list < design.blocking().size(); list++) {
            fromList(new Model(start, u), list, sum);
        }
        decided(sum);
        Model model = new Model(start, u);
        for (int i = 0; i < sum.length; i++) {
            learnt[i] = Arrays.stream(sum[i]).sum() >= 1;
            model.learn(i, sum[i], start[i]);
        }
        return model;
    }

    private static void add(double[][] sum, double[][] seen) {
        for (int i = 0; i < sum.length; i++) {
            for (int level = 0; level < sum[i].length; level++) {
                sum[i][level] += seen[i][level];
            }
        }
    }

    /** Adds the pairs that only a person brought up. */
    private void decided(double[][] sum) {
        for (int pattern = 0; pattern < pairs.size(); pattern++) {
            if (pairs.lists(pattern) == 0 && pairs.known(pattern) == Patterns.SAME) {
                int[] levels = pairs.levelsOf(pattern);
                for (int i = 0; i < levels.length; i++) {
                    if (levels[i] >= 0) {
                        sum[i][levels[i]] += pairs.count(pattern);
                    }
                }
            }
        }
    }

    /** Learns from the pairs of one list; adds what was seen of each level. */
    private void fromList(Model model, int list, double[][] sum) {
        Blocking blocking = design.blocking().get(list);
        boolean[] left = new boolean[start.length];
        List<String> names = new ArrayList<>();
        int bit = 1 << list;
        for (int i = 0; i < left.length; i++) {
            left[i] = (deciding[i] & bit) != 0;
            if (left[i]) {
                names.add(measures.get(i).name());
            }
        }
        int[] mine =
                IntStream.range(0, pairs.size()).filter(p -> (pairs.lists(p) & bit) != 0).toArray();
        long count = Arrays.stream(mine).mapToLong(pairs::count).sum();
        if (count == 0) {
            within.add(Collections.nCopies(left.length, List.of()));
            runs.add(new TrainingRun(blocking.name(), 0, 0, 0, true, names));
            return;
        }
        double share = Math.clamp(records / (2.0 * count), 1e-4, 0.5);
        Mixture mixture = new ListLearning(pairs, mine, left).learn(model, start, share);
        List<List<Double>> strangers = new ArrayList<>();
        for (int i = 0; i < left.length; i++) {
            strangers.add(left[i] ? List.of() : listed(mixture.allStrangers(i)));
        }
        within.add(strangers);
        runs.add(
                new TrainingRun(
                        blocking.name(),
                        count,
                        mixture.matches(),
                        mixture.rounds(),
                        mixture.converged(),
                        names));
        add(sum, mixture.seen());
    }

    private static List<Double> listed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    private Company company(Model model) {
        return new Company(
                Arrays.stream(model.u).map(Training::listed).toList(), List.copyOf(within));
    }

    /** A bit for each list that decides a comparison. */
    private int lists(String comparison) {
        int lists = 0;
        for (int list = 0; list < design.blocking().size(); list++) {
            lists |= design.blocking().get(list).uses().contains(comparison) ? 1 << list : 0;
        }
        return lists;
    }

    /**
     * Goes on from what the lists taught, over the pairs of all lists together: who is a stranger
     * in one list is known in the others then. What is seen of a comparison counts where a list
     * without it brings the pair up. Of each comparison it notes how many pairs of one person have
     * a value on both sides: who has values is often who was met before.
     *
     * @return the prior
     */
    private double together(Model model) {
        Census census = new Census(pairs, deciding, company(model), all, HALF / all);
        double begin = 1.0 / Math.max(2, records);
        double prior = census.settle(model, begin);
        for (int round = 0; round < TOGETHER && adapt(model, census.seen()) >= SETTLED; round++) {
            prior = census.settle(model, begin);
        }
        System.arraycopy(census.valued(), 0, matches, 0, matches.length);
        runs.add(census.run());
        return prior;
    }

    /** Takes m from what was seen last; gives the greatest change. */
    private double adapt(Model model, double[][] seen) {
        double changed = 0;
        for (int i = 0; i < start.length; i++) {
            double[] before = model.m[i];
            if (Arrays.stream(seen[i]).sum() >= 1) {
                model.learn(i, seen[i], start[i]);
            }
            changed = Math.max(changed, Model.change(before, model.m[i]));
        }
        return changed;
    }

    private List<Weights.Strangers> lists() {
        List<Weights.Strangers> lists = new ArrayList<>();
        for (int list = 0; list < within.size(); list++) {
            lists.add(new Weights.Strangers(design.blocking().get(list).name(), within.get(list)));
        }
        return lists;
    }

    private Weights weights(Model model, double prior, Seen seen) {
        List<Weights.Comparison> comparisons = new ArrayList<>();
        for (int i = 0; i < measures.size(); i++) {
            Measure measure = measures.get(i);
            List<Weights.Level> levels = new ArrayList<>();
            for (int level = 0; level < measure.levels(); level++) {
                levels.add(
                        new Weights.Level(
                                measure.labels().get(level), model.m[i][level], model.u[i][level]));
            }
            comparisons.add(
                    new Weights.Comparison(
                            measure.name(),
                            measure.kind(),
                            measure.comparison().termFrequency(),
                            learnt[i],
                            levels));
        }
        return new Weights(prior, records, comparisons, lists(), runs, seen);
    }
}
