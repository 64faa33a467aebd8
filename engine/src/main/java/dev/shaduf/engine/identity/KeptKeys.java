package dev.shaduf.engine.identity;

import dev.shaduf.engine.project.EntityTable;
import dev.shaduf.engine.scratch.Scratch;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The keys of the blocking lists of all records, as hashes, in {@code <entity>_similar_keys(part,
 * record_key, k0…)}: so that the next run knows whom a changed record meets without reading all.
 */
final class KeptKeys {

    /** Its temporary table of all records: {@code n, part, k, k0…}. */
    static final String KEYED = "keyed";

    /** Its temporary table of those that are compared: {@code part, k, n}. */
    static final String MET = "met_keys";

    private static final String FRESH = "fresh_keys";

    private final Scratch scratch;
    private final EntityTables tables;
    private final List<String> keys;
    private boolean updated;

    /**
     * @param lists how many
     */
    KeptKeys(Scratch scratch, EntityTables tables, int lists) {
        this.scratch = scratch;
        this.tables = tables;
        this.keys = IntStream.range(0, lists).mapToObj(i -> "k" + i).toList();
    }

    /** Whether an earlier run left them. */
    boolean areThere() {
        return tables.has(EntityTable.SIMILAR_KEYS);
    }

    private String kept() {
        return tables.quoted(EntityTable.SIMILAR_KEYS);
    }

    private String columns(String alias) {
        return String.join(", ", keys.stream().map(key -> alias + "." + key).toList());
    }

    /** Takes those of {@code compared}, which was made of a table of records. */
    void take(String records) {
        scratch.make(
                FRESH,
                "select r.part, r.k as record_key, %s from %s r join %s c on c.n = r.n"
                        .formatted(
                                columns("c"), scratch.name(records), scratch.name(Compared.TABLE)));
    }

    /** The same of the records that changed, and numbers all of them in their order. */
    void update(String records) {
        updated = true;
        take(records);
        String form = "select s.part, s.record_key as k, %s from %s s";
        scratch.make(
                KEYED,
                ("select cast(row_number() over (order by part, k collate \"C\") - 1 as %s) as n,"
                                + " x.* from (%s where not exists (select 1 from %s c where c.k ="
                                + " s.record_key and c.part = s.part) union all %s) x")
                        .formatted(
                                scratch.place("").type().name(),
                                form.formatted(columns("s"), kept()),
                                scratch.name(Differences.CHANGED),
                                form.formatted(columns("s"), scratch.name(FRESH))));
    }

    /** What goes to another session of {@link #KEYED}. */
    String numbered() {
        return "select s.n, %s from %s s".formatted(columns("s"), scratch.name(KEYED));
    }

    /** Makes {@link #MET} of the {@code part, k, n} of some records. */
    void met(String records) {
        scratch.make(
                MET,
                "select q.part, q.k, q.n from %s q join %s m on m.n = q.n"
                        .formatted(scratch.name(KEYED), records));
    }

    /** The query of {@code n} and values of these records, which {@code compared} was made of. */
    String values(String records, String columns) {
        return ("select q.n, %s from %s c join %s r on r.n = c.n join %s q on q.k = r.k and q.part"
                        + " = r.part")
                .formatted(
                        columns,
                        scratch.name(Compared.TABLE),
                        scratch.name(records),
                        scratch.name(MET));
    }

    /** Keeps them. */
    void write() {
        String rows = "select * from " + scratch.name(FRESH);
        if (!updated) {
            tables.replace(tables.table(EntityTable.SIMILAR_KEYS), rows);
            return;
        }
        scratch.execute(
                ("delete from %s as s where exists (select 1 from %s c where c.k = s.record_key"
                                + " and c.part = s.part)")
                        .formatted(kept(), scratch.name(Differences.CHANGED)));
        tables.add(tables.table(EntityTable.SIMILAR_KEYS), rows);
    }
}
