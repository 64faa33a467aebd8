package dev.shaduf.engine.own;

import dev.shaduf.engine.project.Project;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Dialect.Own;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/**
 * The schema of Shaduf's own tables and the list of what Shaduf made ({@code shaduf_meta}, {@code
 * shaduf_tables}). Holds no connection; safe to share.
 */
public final class OwnTables {

    /** The present version of Shaduf's own tables. */
    public static final long VERSION = 1;

    /** Who makes the profiles of which entity. */
    public static final String ENTITY_LEASES = "entity_leases";

    private static final String META = "shaduf_meta";
    private static final String TABLES = "shaduf_tables";

    private final String project;
    private final String schema;

    /** The own tables of a project. */
    public OwnTables(Project project) {
        this(project.settings().name(), project.settings().schema());
    }

    /** The own tables of the project of that name in that schema. */
    public OwnTables(String project, String schema) {
        this.project = project;
        this.schema = schema;
    }

    /** What a table is, as {@code shaduf_tables.kind}. */
    public enum Kind {
        /** A table that a source's load made. */
        SOURCE,
        /** A model that others can read. */
        MODEL,
        /** A table of an entity. */
        ENTITY,
        /** A table about syncs. */
        SYNC,
        /** A table of Shaduf itself. */
        STATE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A table of Shaduf's own schema. */
    public TableName name(String table) {
        return new TableName(schema, table);
    }

    /** Whether the own schema is there and is this project's; writes nothing. */
    public boolean present(Session session) {
        if (session.columns(name(META)).isEmpty()) {
            return false;
        }
        checkMeta(session);
        return true;
    }

    /**
     * Makes the own schema and its list of tables where they are missing; gives the tables that
     * were there. Throws where they belong to another project or a newer program. Begins and ends a
     * transaction of its own.
     */
    public List<String> prepare(Session session) {
        List<String> there = session.tables(schema);
        if (there.containsAll(List.of(META, TABLES))) {
            checkMeta(session);
            return there;
        }
        session.begin(Session.Mode.WRITE);
        try {
            create(session);
            session.commit();
        } finally {
            session.rollback();
        }
        checkMeta(session);
        return there;
    }

    private void create(Session session) {
        makeSchema(session, schema);
        Dialect dialect = session.dialect();
        String text = dialect.own(Own.TEXT);
        String instant = dialect.own(Own.INSTANT);
        session.execute(
                Sql.of(
                        "create table if not exists %s (project %s, version %s, updated_at %s)"
                                .formatted(
                                        quoted(dialect, name(META)),
                                        text,
                                        dialect.own(Own.BIGINT),
                                        instant)));
        session.execute(
                Sql.of(
                        ("create table if not exists %s (table_schema %s, table_name %s, "
                                        + "kind %s, object %s, created_at %s)")
                                .formatted(
                                        quoted(dialect, name(TABLES)),
                                        text,
                                        text,
                                        text,
                                        text,
                                        instant)));
        session.execute(
                Sql.of(
                        ("insert into %s (project, version, updated_at) select ?, %d, "
                                        + "current_timestamp where not exists (select 1 from %s)")
                                .formatted(
                                        quoted(dialect, name(META)),
                                        VERSION,
                                        quoted(dialect, name(META))),
                        project));
        claim(session, name(META), Kind.STATE, "");
        claim(session, name(TABLES), Kind.STATE, "");
    }

    private void checkMeta(Session session) {
        String meta = quoted(session.dialect(), name(META));
        try (RowStream rows = session.rows(Sql.of("select project, version from " + meta))) {
            while (rows.next()) {
                check(rows.text(0), rows.whole(1));
            }
        }
    }

    private void check(@Nullable String owner, long version) {
        if (!project.equals(owner)) {
            throw new ShadufException(
                    OwnFailure.OTHER_PROJECT,
                    "The schema '%s' of the warehouse holds the tables of another project, '%s'."
                            .formatted(schema, owner),
                    "Set another 'schema:' in shaduf.yml; or, when the project was renamed, set"
                            + " its name back to '"
                            + owner
                            + "'.");
        }
        if (version > VERSION) {
            throw new ShadufException(
                    OwnFailure.NEWER_VERSION,
                    ("The tables in the schema '%s' were written by a newer Shaduf "
                                    + "(version %d, this one knows %d).")
                            .formatted(schema, version, VERSION),
                    "Install the newer program; this one changes nothing.");
        }
    }

    /**
     * Writes a table down as Shaduf's, in the present transaction: call it in the one that makes
     * the table. Does nothing where it is listed already.
     *
     * @param object the source, model or sync it was made for; "" for none
     */
    public void claim(Session session, TableName table, Kind kind, String object) {
        String tables = quoted(session.dialect(), name(TABLES));
        session.execute(
                Sql.of(
                        "insert into "
                                + tables
                                + " (table_schema, table_name, kind, object, created_at) select ?,"
                                + " ?, ?, ?, current_timestamp where not exists (select 1 from "
                                + tables
                                + " where table_schema = ? and table_name = ?)",
                        table.schema(),
                        table.name(),
                        kind.word(),
                        object,
                        table.schema(),
                        table.name()));
    }

    /** Takes a table off the list, in the present transaction: call it in the one that drops it. */
    public void forget(Session session, TableName table) {
        session.execute(
                Sql.of(
                        "delete from "
                                + quoted(session.dialect(), name(TABLES))
                                + " where table_schema = ? and table_name = ?",
                        table.schema(),
                        table.name()));
    }

    /** Whether a table is on the list. */
    public boolean owns(Session session, TableName table) {
        if (session.columns(name(TABLES)).isEmpty()) {
            return false;
        }
        Sql query =
                Sql.of(
                        "select 1 from "
                                + quoted(session.dialect(), name(TABLES))
                                + " where table_schema = ? and table_name = ?",
                        table.schema(),
                        table.name());
        try (RowStream rows = session.rows(query)) {
            return rows.next();
        }
    }

    /** Throws {@code NOT_OWN_TABLE} where a table or view of that name is there and not listed. */
    public void free(Session session, TableName table, String fix) {
        if (session.columns(table).isPresent() && !owns(session, table)) {
            throw new ShadufException(
                    OwnFailure.NOT_OWN_TABLE,
                    "The table %s is there already and was not made by Shaduf.".formatted(table),
                    fix);
        }
    }

    /** Makes a schema where it is missing; needs no right to make one where it is there. */
    public void makeSchema(Session session, String name) {
        Sql there =
                Sql.of(
                        "select count(*) from information_schema.schemata where schema_name = ?",
                        name);
        if (session.tables(name).isEmpty() && session.number(there) == 0) {
            session.execute(Sql.of("create schema if not exists " + session.dialect().quote(name)));
        }
    }

    /** A table's quoted name. */
    public static String quoted(Dialect dialect, TableName table) {
        return table.schema().isEmpty()
                ? dialect.quote(table.name())
                : dialect.quote(table.schema()) + "." + dialect.quote(table.name());
    }
}
