package dev.shaduf.engine.identity;

import dev.shaduf.engine.project.EntityTable;
import dev.shaduf.engine.record.Records;
import dev.shaduf.engine.scratch.Scratch;

/**
 * Finds the records that are not as the last run saw them, or are decided about otherwise. A record
 * is told by the hash of all that is read of it, key included, so that one pass over the sources
 * brings the values of what changed with it.
 */
final class Differences {

    /** Its table of the records that changed, are gone or are decided about: {@code part, k}. */
    static final String CHANGED = "changed";

    /**
     * Rows as they are there that the state lacks, without key too; hashes {@code gone} of it that
     * are nowhere.
     */
    private static final String ROWS = "differing";

    private final Scratch scratch;
    private final EntityTables tables;
    private final Records records;
    private final State state;

    Differences(Scratch scratch, EntityTables tables, Records records, State state) {
        this.scratch = scratch;
        this.tables = tables;
        this.records = records;
        this.state = state;
    }

    /** Makes {@code changed} and gives its rows. */
    long find(boolean decided) {
        scratch.make(
                ROWS,
                ("select x.*, o.content as gone from (%s) x full join %s o on o.content = x.h"
                                + " where x.h is null or o.content is null")
                        .formatted(records.contents(), state.table()));
        records.keyless(
                scratch.number(
                        "select count(*) from %s where k is null and gone is null"
                                .formatted(scratch.name(ROWS))));
        return decided ? changedOrDecided() : scratch.make(CHANGED, changed());
    }

    private String changed() {
        return "select part, k from %s where k is not null union %s"
                .formatted(
                        scratch.name(ROWS),
                        ("select o.part, o.record_key as k from %s o where o.content in (%s)")
                                .formatted(state.table(), gone()));
    }

    private String gone() {
        return "select gone from " + scratch.name(ROWS) + " where gone is not null";
    }

    /** Those, those about whom something else is decided, and those decided about with them. */
    private long changedOrDecided() {
        String decisions = tables.quoted(EntityTable.DECISIONS);
        String name = state.name("o.part", "o.record_key");
        scratch.make(
                "suspected",
                ("select part, k from (%s) c union select o.part, o.record_key as k from %s o left"
                                + " join %s d on d.name = %s where o.decided is distinct from d.h")
                        .formatted(changed(), state.table(), scratch.name("named"), name));
        scratch.make(
                "callers",
                "select %s as name from %s d"
                        .formatted(state.name("d.part", "d.k"), scratch.name("suspected")));
        return scratch.make(
                CHANGED,
                ("select part, k from %1$s union select o.part, o.record_key as k from %2$s o where"
                     + " %3$s in (select b from %4$s where a in (select name from %5$s) union"
                     + " select a from %4$s where b in (select name from %5$s))")
                        .formatted(
                                scratch.name("suspected"),
                                state.table(),
                                name,
                                decisions,
                                scratch.name("callers")));
    }

    /**
     * Makes a table of the records that changed. A row that was seen before is not among those that
     * were found: where its key has another one now, or it is decided about, all are looked up.
     *
     * @param were a table with the {@code content} of their rows of the state
     */
    void read(String table, String were) {
        String seen =
                "select count(*) from %s where content not in (%s)"
                        .formatted(scratch.name(were), gone());
        if (scratch.number(seen) > 0) {
            records.make(table, scratch.name(CHANGED));
        } else {
            records.take(table, "select * from " + scratch.name(ROWS) + " where k is not null");
        }
    }
}
