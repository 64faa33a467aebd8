package dev.shaduf.engine.trait;

import dev.shaduf.engine.identity.EntityTables;
import dev.shaduf.engine.model.Models;
import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.EntityFacts;
import dev.shaduf.engine.project.EntityFacts.FactTable;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.project.Trait;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.Session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the facts and the traits of a project's entities. Safe to share; sessions are not. */
public final class Traits {

    private final Project project;
    private final OwnTables own;

    /** Of a project. */
    public Traits(Project project, OwnTables own) {
        this.project = project;
        this.own = own;
    }

    /** The traits of an entity, by name. */
    public static List<Trait> of(Project project, Entity entity) {
        return project.traits().values().stream()
                .filter(trait -> trait.entity().equals(entity.name()))
                .toList();
    }

    /** The columns that the traits of an entity are. */
    public static List<String> names(Project project, Entity entity) {
        return of(project, entity).stream().map(Trait::name).toList();
    }

    /** Writes the tables of the facts, each row with its profile; one transaction. */
    public void facts(Session session, Models models, Entity entity) {
        Map<String, String> queries = queries(session, models, entity);
        if (queries.isEmpty()) {
            return;
        }
        EntityTables tables = new EntityTables(session, own, entity);
        session.begin(Session.Mode.WRITE);
        try {
            queries.forEach((what, query) -> tables.replace(tables.table(what), query));
            session.commit();
        } finally {
            session.rollback();
        }
    }

    /**
     * Makes temporary tables of what {@link #facts} would write.
     *
     * @return what stands for what
     */
    public Map<TableName, TableName> plannedFacts(Session session, Models models, Entity entity) {
        EntityTables tables = new EntityTables(session, own, entity);
        Map<TableName, TableName> stands = new LinkedHashMap<>();
        queries(session, models, entity)
                .forEach((what, query) -> {
                    TableName table =
                            TableName.temporary("shaduf_plan_" + entity.name() + "_" + what);
                    session.execute(
                            Sql.of(
                                    "create temporary table "
                                            + tables.quoted(table)
                                            + " as\n"
                                            + query));
                    stands.put(tables.table(what), table);
                });
        return stands;
    }

    private Map<String, String> queries(Session session, Models models, Entity entity) {
        Map<String, String> all = new LinkedHashMap<>();
        FactSql sql = new FactSql(project, session, models, own, entity);
        FactTable transactions = entity.facts().transactions();
        if (transactions != null) {
            all.put(EntityFacts.TRANSACTIONS, sql.table(EntityFacts.TRANSACTIONS, transactions));
        }
        if (!entity.facts().events().isEmpty()) {
            all.put(EntityFacts.EVENTS, sql.events());
        }
        return all;
    }
}
