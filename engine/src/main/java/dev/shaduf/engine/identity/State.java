package dev.shaduf.engine.identity;

import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.EntityTable;
import dev.shaduf.engine.record.Records;
import dev.shaduf.engine.record.Sighting;
import dev.shaduf.engine.record.Texts;
import dev.shaduf.engine.scratch.Scratch;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Dialect.Own;
import dev.shaduf.spi.warehouse.Session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What the last run saw, so that the next one finds what changed: {@code <entity>_state} has a row
 * of hashes for each record with the component it belongs to, {@code <entity>_state_skipped} what
 * joined nobody. Both are derived: without them, or under other rules, everything is computed anew.
 */
final class State {

    private static final String VERSION = "1";
    private static final List<EntityTable> DERIVED =
            List.of(
                    EntityTable.STATE,
                    EntityTable.STATE_SKIPPED,
                    EntityTable.RECORDS,
                    EntityTable.IDENTIFIERS,
                    EntityTable.LINKS,
                    EntityTable.ATTRIBUTES,
                    EntityTable.SKIPPED_IDENTIFIERS,
                    EntityTable.MERGES,
                    EntityTable.SPLITS,
                    EntityTable.DECISIONS);

    private static final List<EntityTable> SIMILAR =
            List.of(
                    EntityTable.SIMILARITY,
                    EntityTable.SIMILAR_KEYS,
                    EntityTable.SIMILAR_PAIRS,
                    EntityTable.SIMILAR_VALUES,
                    EntityTable.REVIEWS);

    private final Scratch scratch;
    private final EntityTables tables;
    private final Entity entity;
    private final Dialect dialect;
    private final Records records;
    private final Matching matching;

    State(
            Session session,
            Scratch scratch,
            EntityTables tables,
            Records records,
            Matching matching) {
        this.scratch = scratch;
        this.tables = tables;
        this.entity = tables.entity();
        this.dialect = session.dialect();
        this.records = records;
        this.matching = matching;
    }

    /** The table's quoted name. */
    String table() {
        return tables.quoted(EntityTable.STATE);
    }

    /** Whether what it holds was made by the same rules and agrees with the other tables. */
    boolean isUsable() {
        if (!DERIVED.stream().allMatch(tables::has) || !tables.hasMain()) {
            return false;
        }
        long rows = scratch.number("select count(*) from " + table());
        return rows > 0
                && isSimilarUsable(rows)
                && scratch.number("select definition from " + table() + " limit 1") == definition()
                && scratch.number("select count(*) from " + tables.quoted(EntityTable.RECORDS))
                        == rows
                && scratch.number("select count(size) from " + table())
                        == scratch.number("select count(*) from " + tables.quoted(tables.main()));
    }

    private boolean isSimilarUsable(long rows) {
        return entity.identity().similar() == null
                || SIMILAR.stream().allMatch(tables::has)
                        && scratch.number(
                                        "select count(*) from "
                                                + tables.quoted(EntityTable.SIMILAR_KEYS))
                                == rows;
    }

    /** A hash of all that the partition and the tables follow from, but the records. */
    private long definition() {
        String text =
                String.join(
                        "\n",
                        VERSION,
                        dialect.name(),
                        Integer.toString(dialect.hashes().version()),
                        records.sightings().toString(),
                        records.attributeTypes().toString(),
                        entity.identity().toString(),
                        new TreeMap<>(entity.survive()).toString());
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The hash of a text. */
    String hash(String text) {
        return dialect.hashes().of(List.of(dialect.hashes().formed(text, scratch.text("").type())));
    }

    /** The hash of a text, null for none. */
    private String orNull(String text) {
        return "case when " + text + " is not null then " + hash(text) + " end";
    }

    /** The lists that are told by more than one value. */
    List<Integer> composite() {
        List<Integer> all = new ArrayList<>();
        for (int list = 0; list < matching.lists(); list++) {
            if (!matching.isIdentifier(list)) {
                all.add(list);
            }
        }
        return all;
    }

    /**
     * The query of the rows of {@code rec}.
     *
     * @param first the number of the first new component
     * @param decided whether {@code named} has what was decided about records
     */
    String rows(long first, boolean decided) {
        Type wide = scratch.whole("").type();
        List<String> columns = new ArrayList<>();
        columns.add("r.part, r.k as record_key, i.id as " + tables.id() + ", r.h as content");
        columns.add(
                "cast(%d + coalesce(b.c, t.p) as %s) as component".formatted(first, wide.name()));
        columns.add("case when t.n = t.p then cast(t.s as %s) end as size".formatted(wide.name()));
        for (int i = 0; i < entity.identity().identifiers().size(); i++) {
            columns.add("%s as v%d, r.b%d".formatted(orNull("r.i" + i), i, i));
        }
        for (int list : composite()) {
            columns.add("%s as e%d".formatted(orNull("(" + matching.rawKey(list) + ")"), list));
        }
        columns.add((decided ? "d.h" : "cast(null as " + wide.name() + ")") + " as decided");
        columns.add("cast(%d as %s) as definition".formatted(definition(), wide.name()));
        return ("select %s from %s r join %s t on t.n = r.n join %s i on i.p = "
                        + "t.p left join %s b on b.n = r.n%s")
                .formatted(
                        String.join(", ", columns),
                        scratch.name(Records.TABLE),
                        scratch.name("parts"),
                        scratch.name("ids"),
                        scratch.name("broken"),
                        decided
                                ? " left join %s d on d.name = %s"
                                        .formatted(scratch.name("named"), name("r.part", "r.k"))
                                : "");
    }

    /** The query of the records of the components from one on, as they were written. */
    String records(long first) {
        return "select %s as source, record_key, %s from %s s where component >= %d"
                .formatted(
                        Sighting.source(dialect, records.sightings(), "part"),
                        tables.id(),
                        table(),
                        first);
    }

    /** A literal of the type of texts. */
    String literal(String text) {
        return new Texts(dialect).text(text);
    }

    /** The SQL of a record's name in decisions. */
    String name(String part, String key) {
        return Sighting.record(dialect, records.sightings(), part, key);
    }

    /** Makes {@code named(name, h)}: a hash of all decisions about a record. */
    void name(String decisions) {
        String each =
                "select a as name, decision || ':' || b as x from %1$s union all select b as name,"
                        + " decision || ':' || a as x from %1$s";
        scratch.make(
                "named",
                "select name, %s as h from (%s) d group by name"
                        .formatted(
                                hash("string_agg(x, chr(31) order by x collate \"C\")"),
                                each.formatted(decisions)));
    }

    /** The type of small whole numbers. */
    String bigint() {
        return dialect.own(Own.BIGINT);
    }
}
