package dev.shaduf.engine.trait;

import dev.shaduf.engine.identity.EntityTables;
import dev.shaduf.engine.project.EntityTable;
import dev.shaduf.engine.project.Trait;
import dev.shaduf.engine.project.Trait.Aggregate;
import dev.shaduf.engine.scratch.Scratch;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds the profiles whose traits may be others now than when they were computed: those whose facts
 * changed, those of which a fact entered or left a window, and those whose values are not what was
 * written, which is known from a hash of each in {@code <entity>_valued}. For one thread.
 */
final class Touched {

    /** What is kept in mind of that table. */
    private static final String VALUES = "values";

    /** Where more than one profile in so many is touched, all are computed. */
    private static final int ONE_IN = 4;

    private final Facts facts;
    private final Scratch scratch;
    private final Session session;
    private final EntityTables tables;
    private final Standing standing;
    private final Made made;
    private final Instant now;
    private final String id;

    Touched(Facts facts, EntityTables tables, Made made, Standing standing, Instant now) {
        this.facts = facts;
        this.scratch = facts.scratch();
        this.session = scratch.session();
        this.tables = tables;
        this.made = made;
        this.standing = standing;
        this.now = now;
        this.id = session.dialect().quote(facts.entity().idColumn());
    }

    /**
     * Some profiles.
     *
     * @param table a temporary table of their ids, quoted
     * @param traits the names of those that are what they were of all other profiles
     */
    record Some(String table, Set<String> traits) {}

    /**
     * The profiles for which alone these traits, or some of them, need to be computed; null where
     * that is not known, or where they are not few.
     *
     * @param main the quoted table of the profiles
     * @param columns its columns
     */
    @Nullable Some of(List<Trait> traits, String main, List<Column> columns) {
        List<String> valued = valued();
        if (valued.isEmpty() || !shape(valued, columns).equals(shape())) {
            return null;
        }
        List<Trait> known = new ArrayList<>();
        for (Trait trait : traits) {
            if (valued.contains(trait.name()) && standing.isBehind(trait)) {
                known.add(trait);
            }
        }
        if (known.isEmpty()) {
            return null;
        }
        Set<String> ids = new LinkedHashSet<>();
        ids.add(others(main, hash(valued, columns)));
        known.forEach(trait -> ids.addAll(changed(trait)));
        String table =
                scratch.tableOf(
                        "select distinct id from (\n"
                                + String.join("\nunion all\n", ids)
                                + "\n) t");
        long some = session.number(Sql.of("select count(*) from " + table));
        long all = session.number(Sql.of("select count(*) from " + main));
        return some * ONE_IN > all
                ? null
                : new Some(table, new LinkedHashSet<>(known.stream().map(Trait::name).toList()));
    }

    /** Profiles whose facts changed since a trait was computed, or in whose window they did. */
    private List<String> changed(Trait trait) {
        Aggregate rule = (Aggregate) trait.rule();
        List<String> queries = new ArrayList<>();
        Made.Inputs inputs = Objects.requireNonNull(made.inputs(trait.name()));
        if (tables.has(EntityTable.TOUCHED)) {
            queries.add(
                    "select id from %s where facts = %s and version > %d"
                            .formatted(
                                    tables.quoted(EntityTable.TOUCHED),
                                    session.dialect().literal(rule.of()),
                                    inputs.version()));
        }
        Instant before = Objects.requireNonNull(made.of(Made.trait(trait.name()))).at();
        String crossed = before.equals(now) ? null : standing.crossed(rule, before);
        if (crossed != null) {
            Fact fact = facts.of(rule.of());
            queries.add(
                    "select %1$s as id from %2$s f where %1$s is not null and (%3$s)"
                            .formatted(fact.id(), fact.from(), crossed));
        }
        return queries;
    }

    /** Profiles whose values are not those that were written. */
    private String others(String main, String hash) {
        return ("select coalesce(m.id, v.id) as id from (select %1$s as id, %2$s as hash from %3$s)"
                        + " m full join %4$s v on v.id = m.id where m.id is null or v.id is null or"
                        + " m.hash <> v.hash")
                .formatted(id, hash, main, tables.quoted(EntityTable.VALUED));
    }

    private String hash(List<String> names, List<Column> columns) {
        Map<String, Column> sorted = new TreeMap<>();
        columns.stream()
                .filter(c -> names.contains(c.name()))
                .forEach(c -> sorted.put(c.name(), c));
        return new Sums(session).hash(List.copyOf(sorted.values()));
    }

    private String shape() {
        Made.Row row = made.of(VALUES);
        return row == null ? "" : row.inputs();
    }

    private String shape(List<String> names, List<Column> columns) {
        Map<String, String> types = new TreeMap<>();
        columns.stream()
                .filter(c -> names.contains(c.name()))
                .forEach(c -> types.put(c.name(), c.type().name()));
        return session.dialect().hashes().version() + " " + types;
    }

    /** The traits of whose values there are hashes. */
    private List<String> valued() {
        Made.Row row = made.of(VALUES);
        return row == null || row.contents().isEmpty() || !tables.has(EntityTable.VALUED)
                ? List.of()
                : List.of(row.contents().split(" "));
    }

    /**
     * Keeps in mind what the profiles have now, in the transaction that wrote it.
     *
     * @param some those that were written; null: all
     * @param right the traits that are known to be right
     * @param columns those of the profiles
     */
    void keep(@Nullable Some some, Set<String> right, String main, List<Column> columns) {
        List<String> there = columns.stream().map(Column::name).toList();
        for (String gone : made.traits()) {
            if (!there.contains(gone)) {
                made.forget(Made.trait(gone));
            }
        }
        List<String> names = made.traits().stream().sorted().toList();
        if (names.isEmpty() || !right.containsAll(names)) {
            made.forget(VALUES);
            return;
        }
        TableName table = tables.table(EntityTable.VALUED);
        String query =
                "select %s as id, %s as hash from %s".formatted(id, hash(names, columns), main);
        boolean same = valued().equals(names) && shape().equals(shape(names, columns));
        if (some == null || !same) {
            tables.replace(table, query);
        } else {
            String within = " in (select id from " + some.table() + ")";
            tables.revise(table, "id" + within, query + " where " + id + within);
        }
        made.put(VALUES, new Made.Row(shape(names, columns), String.join(" ", names), now));
    }
}
