package dev.shaduf.engine.trait;

import dev.shaduf.engine.identity.EntityTables;
import dev.shaduf.engine.model.Models;
import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.EntityFacts;
import dev.shaduf.engine.project.EntityFacts.FactTable;
import dev.shaduf.engine.project.EntityTable;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.scratch.Scratch;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.Session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Makes the tables of an entity's transactions and events. */
record FactTables(Project project, OwnTables own, Entity entity) {

    /** Writes those that are not as they would be now. */
    void write(Session session, Models models, Instant now, boolean full) {
        Map<EntityTable, Query> queries = queries(session, models);
        if (queries.isEmpty()) {
            return;
        }
        EntityTables tables = new EntityTables(session, own, entity);
        Made made = new Made(session, tables);
        Sums sums = new Sums(session);
        Map<String, Sums.Sum> known = new HashMap<>();
        session.begin(Session.Mode.WRITE);
        try (Scratch scratch = new Scratch(session, "facts")) {
            String id = session.dialect().quote(entity.idColumn());
            FactChanges changes = new FactChanges(scratch, tables, id);
            for (Map.Entry<EntityTable, Query> each : queries.entrySet()) {
                TableName table = tables.table(each.getKey());
                String what = each.getKey().word();
                String name = Made.facts(what);
                Made.Row last = made.of(name);
                String inputs =
                        inputs(
                                session,
                                each.getValue(),
                                rows -> known.computeIfAbsent(rows, sums::of).text());
                boolean same = last != null && last.inputs().equals(inputs);
                if (full || !same || session.columns(table).isEmpty()) {
                    FactChanges.Wanted wanted =
                            new FactChanges.Wanted(
                                    what,
                                    table,
                                    each.getValue().sql(),
                                    rows(each.getValue(), known),
                                    last == null
                                            ? FactVersion.NONE
                                            : FactVersion.parse(last.contents()));
                    FactVersion written = write(made, changes, wanted, full || last == null);
                    made.put(name, new Made.Row(inputs, written.toString(), now));
                }
            }
            made.write();
            session.commit();
        } finally {
            session.rollback();
        }
    }

    private static long rows(Query query, Map<String, Sums.Sum> known) {
        return query.read().stream()
                .mapToLong(rows -> Objects.requireNonNull(known.get(rows)).count())
                .sum();
    }

    private FactVersion write(
            Made made, FactChanges changes, FactChanges.Wanted wanted, boolean anew) {
        FactVersion version = wanted.last();
        long oldest = made.oldest(wanted.what(), Traits.names(project, entity));
        changes.forget(wanted.what(), oldest);
        if (!anew && changes.apply(wanted)) {
            return version.changed();
        }
        changes.forget(wanted.what(), version.times());
        changes.write(wanted);
        return version.anew();
    }

    /**
     * The query and sums over all that it reads.
     *
     * @param sum of the rows of a query, which several may read
     */
    private static String inputs(Session session, Query query, UnaryOperator<String> sum) {
        List<String> all = new ArrayList<>();
        all.add(Integer.toString(session.dialect().hashes().version()));
        query.inputs().forEach(rows -> all.add(sum.apply(rows)));
        all.add(query.sql());
        return String.join("\n", all);
    }

    /** Temporary tables of what {@link #write} would write, by what they stand for. */
    Map<TableName, TableName> planned(Session session, Models models) {
        EntityTables tables = new EntityTables(session, own, entity);
        Map<TableName, TableName> stands = new LinkedHashMap<>();
        queries(session, models)
                .forEach((what, query) -> {
                    TableName table = TableName.temporary(what.of("shaduf_plan_" + entity.name()));
                    session.execute(
                            Sql.of(
                                    "create temporary table "
                                            + tables.quoted(table)
                                            + " as\n"
                                            + query.sql()));
                    stands.put(tables.table(what), table);
                });
        return stands;
    }

    /**
     * The query of facts.
     *
     * @param inputs queries of all rows that it reads
     * @param read those of them of which each row is a fact
     */
    private record Query(String sql, List<String> inputs, List<String> read) {}

    private Map<EntityTable, Query> queries(Session session, Models models) {
        Map<EntityTable, Query> all = new LinkedHashMap<>();
        FactTable transactions = entity.facts().transactions();
        if (transactions != null) {
            FactSql sql = new FactSql(project, session, models, own, entity);
            String table = sql.table(EntityFacts.TRANSACTIONS, transactions);
            all.put(EntityTable.TRANSACTIONS, new Query(table, sql.inputs(), sql.read()));
        }
        if (!entity.facts().events().isEmpty()) {
            FactSql sql = new FactSql(project, session, models, own, entity);
            String table = sql.events();
            all.put(EntityTable.EVENTS, new Query(table, sql.inputs(), sql.read()));
        }
        return all;
    }
}
