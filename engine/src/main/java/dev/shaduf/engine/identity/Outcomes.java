package dev.shaduf.engine.identity;

import dev.shaduf.engine.identity.SimilarReport.Outcome;
import dev.shaduf.engine.record.Records;
import dev.shaduf.engine.scratch.Scratch;
import dev.shaduf.engine.similar.Accuracy;
import dev.shaduf.engine.similar.Spread;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/** What profiles other thresholds would make of the same pairs. For one computation. */
final class Outcomes {

    private final Scratch scratch;
    private final Matching matching;
    private final Decided decided;
    private final int records;
    private final int @Nullable [] truth;

    /**
     * @param truth the SQL over {@code r} of who a record truly is; null where nobody knows
     */
    Outcomes(
            Scratch scratch,
            Matching matching,
            Decided decided,
            long records,
            @Nullable String truth) {
        this.scratch = scratch;
        this.matching = matching;
        this.decided = decided;
        this.records = Math.toIntExact(records);
        this.truth = truth == null ? null : truth(truth);
    }

    /** The thresholds that are looked at. */
    static List<Double> thresholds(double mergeAt) {
        TreeSet<Double> all = new TreeSet<>(Spread.THRESHOLDS);
        all.add(mergeAt);
        return List.copyOf(all);
    }

    private int[] truth(String sql) {
        int[] persons = new int[records];
        Arrays.fill(persons, -1);
        scratch.each(
                ("select n, dense_rank() over (order by v) - 1 from (select r.n, %s as v from %s r)"
                                + " r where v is not null")
                        .formatted(sql, scratch.name(Records.TABLE)),
                row -> persons[(int) row.whole(0)] = (int) row.whole(1));
        return persons;
    }

    /** Of a threshold; makes the tables of a partition. */
    Outcome of(double threshold) {
        new Partition(
                        scratch,
                        matching,
                        matching.components(records),
                        decided,
                        new Likenesses(scratch, threshold))
                .make();
        return made(threshold);
    }

    /** Of a threshold whose partition is there. */
    Outcome made(double threshold) {
        String parts = scratch.name("parts");
        String sure =
                " from %s where score >= %s".formatted(scratch.name(Likenesses.TABLE), threshold);
        return new Outcome(
                threshold,
                scratch.number("select count(*)" + sure),
                scratch.number("select count(*) from " + parts + " where n = p"),
                scratch.number("select coalesce(max(s), 0) from " + parts),
                truth == null ? null : ofPairs(truth, sure),
                truth == null ? null : ofProfiles(truth));
    }

    private Accuracy ofPairs(int[] persons, String sure) {
        Places first = new Places();
        Places second = new Places();
        scratch.each(
                "select f, n" + sure,
                row -> {
                    first.add((int) row.whole(0));
                    second.add((int) row.whole(1));
                });
        return Accuracy.ofPairs(first.all(), second.all(), persons);
    }

    private Accuracy ofProfiles(int[] persons) {
        int[] profiles = new int[records];
        scratch.each(
                "select n, p from " + scratch.name("parts"),
                row -> profiles[(int) row.whole(0)] = (int) row.whole(1));
        return Accuracy.ofProfiles(profiles, persons);
    }
}
