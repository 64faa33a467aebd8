package dev.shaduf.engine.similar;

import dev.shaduf.engine.scratch.Scratch;
import dev.shaduf.engine.similar.Spread.Bar;
import dev.shaduf.engine.similar.Spread.Threshold;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Gives scores to pairs: by their pattern, and by how rare the values are that are equal. */
final class Scoring {

    private final Scratch scratch;
    private final Design design;
    private final Pairing pairing;
    private final Patterns packing;

    Scoring(Scratch scratch, Design design, Pairing pairing) {
        this.scratch = scratch;
        this.design = design;
        this.pairing = pairing;
        this.packing = new Patterns(design.compare());
    }

    private boolean adjusts(int comparison) {
        return design.compare().get(comparison).termFrequency();
    }

    /** Makes the table of the pairs that reach a probability. */
    Scores score(Weights weights, double floor) {
        prepare(weights, floor);
        long rows = scratch.make("scores", query(weights, floor));
        return new Scores(scratch.name("scores"), rows);
    }

    /** Makes {@code weighed(pattern, lists, bits, e0…)} of what can reach a probability. */
    private void prepare(Weights weights, double floor) {
        Company company = weights.company();
        Weighed weighed = new Weighed(design.compare().size());
        double least = floor <= 0 ? Double.NEGATIVE_INFINITY : least(floor);
        scratch.each(
                "select distinct pattern, lists from (%s) p order by all".formatted(pairing.all()),
                row -> {
                    int[] levels = packing.unpacked(row.whole(0));
                    int lists = (int) row.whole(1);
                    double[] less = new double[levels.length];
                    Arrays.setAll(less, i -> levels[i] < 0 ? 0 : company.bits(lists, i, levels[i]));
                    double bits = bits(weights, levels);
                    if (bits + most(weights, levels) + Arrays.stream(less).sum() >= least) {
                        weighed.add(row.whole(0), lists, bits, less);
                    }
                });
        scratch.make("weighed", weighed.vectors());
    }

    private static double least(double floor) {
        return Bits.ofProbability(floor) - 1e-9;
    }

    private static double bits(Weights weights, int[] levels) {
        double bits = weights.priorBits();
        for (int i = 0; i < levels.length; i++) {
            bits += levels[i] < 0 ? 0 : weights.comparisons().get(i).levels().get(levels[i]).bits();
        }
        return bits;
    }

    /** The most that rarity can add. */
    private double most(Weights weights, int[] levels) {
        double bits = 0;
        for (int i = 0; i < levels.length; i++) {
            if (levels[i] == 0 && adjusts(i)) {
                bits += Math.max(0, Bits.of(common(weights, i)));
            }
        }
        return bits;
    }

    /**
     * What the rarity of a value adds: of {@code s.ti}, the records that have it. A value that
     * nobody else has is as rare as a usual one, or as one record among all.
     */
    private String adjustment(Weights weights, int i, String level) {
        double common = common(weights, i);
        return " + case when %s = 0 then log2(%s / greatest(%s, s.t%d - %s)) else 0 end"
                .formatted(
                        level,
                        plain(common),
                        plain(Math.min(1, common)),
                        i,
                        plain(own(weights, i)));
    }

    /** A value on no more records than this weighs as much as a value that nobody else has. */
    static double rare(Weights weights, int comparison) {
        return own(weights, comparison) + Math.min(1, common(weights, comparison));
    }

    /** On how many records of one person a value is found. */
    private static double own(Weights weights, int comparison) {
        return 1 + Math.max(1, partners(weights, comparison));
    }

    /** On how many records of strangers a usual value is found. */
    static double common(Weights weights, int comparison) {
        double u = weights.comparisons().get(comparison).levels().getFirst().u();
        return u * Math.max(1, weights.seen().valued().get(comparison));
    }

    /** On how many other records of the same person a value is found. */
    private static double partners(Weights weights, int comparison) {
        double m = weights.comparisons().get(comparison).levels().getFirst().m();
        return m * weights.prior() * weights.records();
    }

    /** The query of the scored pairs that reach a probability. */
    private String query(Weights weights, double floor) {
        List<String> columns = new ArrayList<>(List.of("p.a", "p.b", "p.lists", "w.bits as base"));
        StringBuilder sum = new StringBuilder("base");
        StringBuilder told = new StringBuilder();
        StringBuilder adjustments = new StringBuilder();
        for (int i = 0; i < design.compare().size(); i++) {
            String level = packing.level(i, "p.pattern");
            columns.add(level + " as g" + i);
            columns.add(
                    "w.e%1$d%2$s as t%1$d"
                            .formatted(i, adjusts(i) ? adjustment(weights, i, level) : ""));
            told.append(", g").append(i);
            adjustments.append(", t").append(i);
            sum.append(" + t").append(i);
        }
        String scored =
                "select *, %s as bits from (select %s from (%s) p join %s w on w.pattern ="
                        + " p.pattern and w.lists = p.lists join %s s on s.n = p.a) x";
        return ("select a, b, case when bits >= 0 then 1 / (1 + pow(2, -bits)) else pow(2, bits) /"
                        + " (1 + pow(2, bits)) end as probability, bits, lists%s%s from (%s) y"
                        + " where %s")
                .formatted(
                        told,
                        adjustments,
                        scored.formatted(
                                sum,
                                String.join(", ", columns),
                                pairing.all(),
                                scratch.name("weighed"),
                                scratch.name("shares")),
                        floor <= 0 ? "true" : "bits >= " + plain(least(floor)));
    }

    static String plain(double value) {
        return new BigDecimal(value).toPlainString() + "e0";
    }

    /** How all pairs spread over the scores. */
    Spread spread(Weights weights) {
        prepare(weights, 0);
        List<Bar> bars = new ArrayList<>();
        StringBuilder counts = new StringBuilder();
        for (double threshold : Spread.THRESHOLDS) {
            counts.append(", count(*) filter (probability >= %s)".formatted(threshold));
        }
        long[] pairs = new long[Spread.THRESHOLDS.size()];
        scratch.each(
                "select cast(floor(bits) as integer) as bar, count(*)%s from (%s) q group by bar"
                                .formatted(counts, query(weights, 0))
                        + " order by bar",
                row -> {
                    fill(bars, (int) row.whole(0));
                    bars.add(new Bar((int) row.whole(0), row.whole(1)));
                    Arrays.setAll(pairs, i -> pairs[i] + row.whole(2 + i));
                });
        List<Threshold> thresholds = new ArrayList<>();
        for (int i = 0; i < pairs.length; i++) {
            thresholds.add(new Threshold(Spread.THRESHOLDS.get(i), pairs[i]));
        }
        return new Spread(thresholds, bars);
    }

    private static void fill(List<Bar> bars, int next) {
        while (!bars.isEmpty() && bars.getLast().bits() < next - 1) {
            bars.add(new Bar(bars.getLast().bits() + 1, 0));
        }
    }
}
