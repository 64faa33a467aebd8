package dev.shaduf.engine.similar;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Something that is no longer as it was when the weights were learnt.
 *
 * @param what of what
 * @param comparison whose; "": of none
 * @param level the level that changed most; "": of none
 * @param then a number of records, or a share
 * @param now the same today
 */
public record Drift(What what, String comparison, String level, double then, double now) {

    /** So many times as many records, or as few, are another list. */
    private static final double TIMES = 1.5;

    /** What may differ however much was looked at. */
    private static final double SHARE = 0.1;

    private static final int FEWEST = 50;

    /** What drifts. */
    public enum What {
        /** How many records there are. */
        RECORDS,
        /** On how many of them a value is missing. */
        MISSING,
        /** How alike the values of pairs are. */
        LEVELS
    }

    /** In words. */
    public String says() {
        return switch (what) {
            case RECORDS ->
                    String.format(Locale.ROOT, "there are %,.0f records, %,.0f then", now, then);
            case MISSING ->
                    "%s is missing on %s of the records, on %s then"
                            .formatted(comparison, share(now), share(then));
            case LEVELS ->
                    "%s is '%s' in %s of the pairs, in %s then"
                            .formatted(comparison, level, share(now), share(then));
        };
    }

    private static String share(double share) {
        return String.format(Locale.ROOT, "%.0f %%", share * 100);
    }

    /** Whether the number of records moved far. */
    public static List<Drift> ofRecords(Weights kept, long records) {
        return records > kept.records() * TIMES || records * TIMES < kept.records()
                ? List.of(new Drift(What.RECORDS, "", "", kept.records(), records))
                : List.of();
    }

    /**
     * What differs more than chance lets records differ: the fewer they are the more they may.
     *
     * @param now records that were looked at after the weights were learnt, and their pairs
     */
    public static List<Drift> of(Weights kept, Seen now) {
        List<Drift> all = new ArrayList<>();
        Seen then = kept.seen();
        if (now.records() < FEWEST || then.records() == 0) {
            return all;
        }
        for (int i = 0; i < kept.comparisons().size(); i++) {
            Weights.Comparison comparison = kept.comparisons().get(i);
            double missing = now.missing(i) - then.missing(i);
            if (Math.abs(missing) > allowed(now, 2)) {
                all.add(
                        new Drift(
                                What.MISSING,
                                comparison.name(),
                                "",
                                then.missing(i),
                                now.missing(i)));
            }
            levels(comparison, then.shares(i), now.shares(i), allowed(now, comparison), all);
        }
        return all;
    }

    private static double allowed(Seen now, Weights.Comparison comparison) {
        return now.pairs() < FEWEST ? 1 : allowed(now, comparison.levels().size());
    }

    private static double allowed(Seen now, int levels) {
        return SHARE + Math.sqrt((double) levels / now.records());
    }

    /** Half of the sum of all differences is the share of pairs that show another level. */
    private static void levels(
            Weights.Comparison comparison,
            List<Double> then,
            List<Double> now,
            double allowed,
            List<Drift> all) {
        double moved = 0;
        int most = 0;
        for (int level = 0; level < then.size(); level++) {
            double difference = Math.abs(now.get(level) - then.get(level));
            moved += difference / 2;
            most = difference > Math.abs(now.get(most) - then.get(most)) ? level : most;
        }
        double sum = now.stream().mapToDouble(Double::doubleValue).sum();
        if (moved > allowed && sum > 0) {
            all.add(
                    new Drift(
                            What.LEVELS,
                            comparison.name(),
                            comparison.levels().get(most).label(),
                            then.get(most),
                            now.get(most)));
        }
    }
}
