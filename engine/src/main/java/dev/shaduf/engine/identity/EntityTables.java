package dev.shaduf.engine.identity;

import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.EntityTable;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Dialect.Own;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The tables of an entity in the warehouse: their names, their columns, how they are filled. */
public final class EntityTables {

    private static final String FIX =
            "Rename the entity, drop that table, or set another 'schema:' in shaduf.yml.";

    private final Session session;
    private final OwnTables own;
    private final Entity entity;

    /** Of an entity in the warehouse of a session. */
    public EntityTables(Session session, OwnTables own, Entity entity) {
        this.session = session;
        this.own = own;
        this.entity = entity;
    }

    /** Whose they are. */
    Entity entity() {
        return entity;
    }

    /** The main table. */
    public TableName main() {
        return own.name(entity.name());
    }

    /** One of the others. */
    public TableName table(EntityTable what) {
        return own.name(what.of(entity.name()));
    }

    /** The quoted name of a table. */
    public String quoted(TableName table) {
        return OwnTables.quoted(session.dialect(), table);
    }

    /** The quoted name of one of the others. */
    public String quoted(EntityTable what) {
        return quoted(table(what));
    }

    /** The column of the ids, quoted. */
    public String id() {
        return session.dialect().quote(entity.idColumn());
    }

    /** Whether it is there. */
    public boolean has(EntityTable what) {
        return session.columns(table(what)).isPresent();
    }

    boolean hasMain() {
        return session.columns(main()).isPresent();
    }

    /** Takes rows out of a table, those of a condition, and puts in what a query gives. */
    public void revise(TableName table, String condition, String query) {
        session.execute(Sql.of("delete from " + quoted(table) + " where " + condition));
        add(table, query);
    }

    /** Adds the rows of a query to a table. */
    public void add(TableName table, String query) {
        List<Column> wanted = session.describe(Sql.of(query));
        session.execute(
                Sql.of("insert into %s (%s)\n%s".formatted(quoted(table), names(wanted), query)));
    }

    /** Fills a table with what a query gives, and makes it where it is missing or different. */
    public long replace(TableName table, String query) {
        own.free(session, table, FIX);
        String name = quoted(table);
        List<Column> wanted = session.describe(Sql.of(query));
        List<Column> there = session.columns(table).orElse(List.of());
        if (session.dialect().storage().emptied() && shapes(there).equals(shapes(wanted))) {
            session.execute(Sql.of("delete from " + name));
            return session.execute(
                    Sql.of("insert into %s (%s)\n%s".formatted(name, names(wanted), query)));
        }
        if (!there.isEmpty()) {
            session.execute(Sql.of("drop table " + name));
        }
        long rows = session.execute(Sql.of("create table " + name + " as\n" + query));
        own.claim(session, table, OwnTables.Kind.ENTITY, entity.name());
        return rows;
    }

    /**
     * Fills the main table with what a query gives; columns of these names, which others fill, keep
     * what they hold of profiles that stay.
     *
     * @param touched a condition of the rows to replace; null: all
     */
    void replaceProfiles(String query, Collection<String> kept, @Nullable String touched) {
        List<Column> wanted = session.describe(Sql.of(query));
        List<Column> there = session.columns(main()).orElse(List.of());
        List<Column> more = there.stream().filter(c -> kept.contains(c.name())).toList();
        List<Column> rest = there.stream().filter(c -> !kept.contains(c.name())).toList();
        boolean alike = Set.copyOf(shapes(rest)).equals(Set.copyOf(shapes(wanted)));
        if (touched == null && (more.isEmpty() || !alike)) {
            replace(main(), query);
        } else if (touched != null && more.isEmpty()) {
            revise(main(), touched, query);
        } else {
            replaceProfiles(query, more, touched == null ? "" : " where " + touched, names(wanted));
        }
    }

    private void replaceProfiles(String query, List<Column> more, String where, String names) {
        String old = session.dialect().quote("shaduf_kept");
        session.execute(
                Sql.of(
                        "create temporary table %s as select %s, %s from %s%s"
                                .formatted(old, id(), names(more), quoted(main()), where)));
        session.execute(Sql.of("delete from " + quoted(main()) + where));
        session.execute(
                Sql.of(
                        ("insert into %s (%s, %s)\nselect q.*, %s from (\n%s\n) q left join %s k on"
                                        + " k.%s = q.%s")
                                .formatted(
                                        quoted(main()),
                                        names,
                                        names(more),
                                        names(more),
                                        query,
                                        old,
                                        id(),
                                        id())));
        session.execute(Sql.of("drop table " + old));
    }

    /** Makes the tables of history where they are missing. */
    public void makeHistory() {
        Dialect dialect = session.dialect();
        String uuid = dialect.own(Own.UUID);
        String rest =
                "rule %1$s, evidence %1$s, run_id %2$s"
                        .formatted(dialect.own(Own.TEXT), dialect.own(Own.BIGINT));
        String instant = dialect.own(Own.INSTANT);
        make(
                EntityTable.MERGES,
                "absorbed_id %1$s, surviving_id %1$s, %2$s, merged_at %3$s"
                        .formatted(uuid, rest, instant));
        make(
                EntityTable.SPLITS,
                "from_id %1$s, new_id %1$s, %2$s, split_at %3$s".formatted(uuid, rest, instant));
        make(
                EntityTable.DECISIONS,
                "a %1$s, b %1$s, decision %1$s, decided_by %1$s, decided_at %2$s"
                        .formatted(dialect.own(Own.TEXT), instant));
    }

    private void make(EntityTable what, String columns) {
        TableName table = table(what);
        own.free(session, table, FIX);
        if (session.columns(table).isEmpty()) {
            session.execute(Sql.of("create table " + quoted(table) + " (" + columns + ")"));
            own.claim(session, table, OwnTables.Kind.ENTITY, entity.name());
        }
    }

    private static List<String> shapes(List<Column> columns) {
        return columns.stream().map(c -> c.name() + " " + c.type().name()).toList();
    }

    private String names(List<Column> columns) {
        return columns.stream()
                .map(c -> session.dialect().quote(c.name()))
                .collect(Collectors.joining(", "));
    }
}
