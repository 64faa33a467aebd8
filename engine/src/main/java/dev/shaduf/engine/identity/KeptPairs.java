package dev.shaduf.engine.identity;

import dev.shaduf.engine.project.EntityTable;
import dev.shaduf.engine.record.Records;
import dev.shaduf.engine.scratch.Scratch;
import dev.shaduf.engine.similar.Known;
import dev.shaduf.spi.sql.TableName;

import java.util.ArrayList;
import java.util.List;

/**
 * What is kept of the scored pairs: {@code <entity>_similar_pairs}, those that are probable enough
 * to be looked at again, by part and key of their records; and {@code <entity>_similar_values}, the
 * {@link Known} numbers. So that the next run scores only pairs of records that changed. Where it
 * does, {@link #update} finds which these are.
 */
final class KeptPairs {

    private static final String SCORED = "scored";
    private static final String DIRTIED = "dirtied";

    private final Scratch scratch;
    private final EntityTables tables;
    private final String scores;
    private boolean updated;

    /**
     * @param comparisons how many
     */
    KeptPairs(Scratch scratch, EntityTables tables, int comparisons) {
        this.scratch = scratch;
        this.tables = tables;
        List<String> columns = new ArrayList<>(List.of("p.score"));
        for (int i = 0; i < comparisons; i++) {
            columns.add("p.g%1$d, p.t%1$d".formatted(i));
        }
        this.scores = String.join(", ", columns);
    }

    /** Whether an earlier run left them. */
    boolean areThere() {
        return tables.has(EntityTable.SIMILAR_PAIRS) && tables.has(EntityTable.SIMILAR_VALUES);
    }

    /** The quoted name of the table of {@link Known} numbers. */
    String known() {
        return tables.quoted(EntityTable.SIMILAR_VALUES);
    }

    private String kept() {
        return tables.quoted(EntityTable.SIMILAR_PAIRS);
    }

    /** Takes the pairs of {@code similar}, which are those of a table of all records. */
    void score(String records) {
        scratch.make(
                SCORED,
                ("select x.part as a_part, x.k as a_key, y.part as b_part, y.k as b_key, %s from %s"
                                + " p join %3$s x on x.n = p.f join %3$s y on y.n = p.n")
                        .formatted(scores, scratch.name(Likenesses.TABLE), scratch.name(records)));
    }

    /** The same of a part of the pairs: those of {@code changed} and {@code dirty} records. */
    void update(String records) {
        updated = true;
        score(records);
        scratch.make(
                DIRTIED,
                "select part, k from %s union select r.part, r.k from %s r join %s d on d.n = r.n"
                        .formatted(
                                scratch.name(Differences.CHANGED),
                                scratch.name(records),
                                scratch.name(Weighing.DIRTY)));
    }

    private String dirtied() {
        return ("exists (select 1 from %1$s d where d.k = p.a_key and d.part = p.a_part) or exists"
                        + " (select 1 from %1$s d where d.k = p.b_key and d.part = p.b_part)")
                .formatted(scratch.name(DIRTIED));
    }

    /** The query of all pairs, those of earlier runs among them. */
    String all() {
        String form = "select p.a_part, p.a_key, p.b_part, p.b_key, %s from %s p";
        String now = form.formatted(scores, scratch.name(SCORED));
        return updated
                ? now
                        + " union all "
                        + form.formatted(scores, kept())
                        + " where not (%s)".formatted(dirtied())
                : now;
    }

    /** Makes {@code similar} of all pairs of the records of {@code rec}. */
    void place() {
        scratch.make(
                Likenesses.TABLE,
                ("select x.n as f, y.n as n, %s from (%s) p join %3$s x on x.k = p.a_key and x.part"
                                + " = p.a_part join %3$s y on y.k = p.b_key and y.part = p.b_part")
                        .formatted(scores, all(), scratch.name(Records.TABLE)));
    }

    /**
     * The records whose pairs are others now, and those that are one with them: {@code part, k}.
     *
     * @param mergeAt what is less sure joins nothing
     */
    String touched(double mergeAt) {
        String sure = " from %s where score >= %s".formatted(scratch.name(SCORED), mergeAt);
        return "select part, k from %s union select a_part as part, a_key as k%s union select"
                        .formatted(scratch.name(DIRTIED), sure)
                + " b_part as part, b_key as k"
                + sure;
    }

    /**
     * Keeps them.
     *
     * @param learnt whether the weights are new, and with them all numbers
     */
    void write(boolean learnt) {
        TableName pairs = tables.table(EntityTable.SIMILAR_PAIRS);
        String rows = "select * from " + scratch.name(SCORED);
        if (updated) {
            scratch.execute("delete from %s as p where %s".formatted(kept(), dirtied()));
            tables.add(pairs, rows);
        } else {
            tables.replace(pairs, rows);
        }
        String numbers = "select * from " + scratch.name(Weighing.KNOWN);
        if (learnt) {
            tables.replace(tables.table(EntityTable.SIMILAR_VALUES), numbers);
        } else {
            tables.revise(
                    tables.table(EntityTable.SIMILAR_VALUES),
                    "what = '" + Known.KEY + "'",
                    numbers);
        }
    }
}
