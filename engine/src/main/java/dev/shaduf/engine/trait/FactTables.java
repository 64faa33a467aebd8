package dev.shaduf.engine.trait;

import dev.shaduf.engine.identity.EntityTables;
import dev.shaduf.engine.model.Models;
import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.EntityFacts;
import dev.shaduf.engine.project.EntityFacts.FactTable;
import dev.shaduf.engine.project.Project;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.Session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Makes the tables of an entity's transactions and events. */
record FactTables(Project project, OwnTables own, Entity entity) {

    /** Writes those that are not as they would be now. */
    void write(Session session, Models models, Instant now, boolean full) {
        Map<String, Query> queries = queries(session, models);
        if (queries.isEmpty()) {
            return;
        }
        EntityTables tables = new EntityTables(session, own, entity);
        Made made = new Made(session, tables);
        Sums sums = new Sums(session);
        Map<String, String> known = new HashMap<>();
        session.begin(Session.Mode.WRITE);
        try {
            for (Map.Entry<String, Query> each : queries.entrySet()) {
                TableName table = tables.table(each.getKey());
                String name = Standing.facts(each.getKey());
                Made.Row last = made.of(name);
                String inputs =
                        inputs(
                                session,
                                each.getValue(),
                                rows -> known.computeIfAbsent(rows, r -> sums.of(r).text()));
                boolean same = last != null && last.inputs().equals(inputs);
                if (full || !same || session.columns(table).isEmpty()) {
                    tables.replace(table, each.getValue().sql());
                    long times = last == null ? 0 : Long.parseLong(last.contents());
                    made.put(name, new Made.Row(inputs, Long.toString(times + 1), now));
                }
            }
            made.write();
            session.commit();
        } finally {
            session.rollback();
        }
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
                    TableName table =
                            TableName.temporary("shaduf_plan_" + entity.name() + "_" + what);
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
     */
    private record Query(String sql, List<String> inputs) {}

    private Map<String, Query> queries(Session session, Models models) {
        Map<String, Query> all = new LinkedHashMap<>();
        FactTable transactions = entity.facts().transactions();
        if (transactions != null) {
            FactSql sql = new FactSql(project, session, models, own, entity);
            String table = sql.table(EntityFacts.TRANSACTIONS, transactions);
            all.put(EntityFacts.TRANSACTIONS, new Query(table, sql.inputs()));
        }
        if (!entity.facts().events().isEmpty()) {
            FactSql sql = new FactSql(project, session, models, own, entity);
            String table = sql.events();
            all.put(EntityFacts.EVENTS, new Query(table, sql.inputs()));
        }
        return all;
    }
}
