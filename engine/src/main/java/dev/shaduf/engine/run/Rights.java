package dev.shaduf.engine.run;

import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Model;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.project.Source;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What Shaduf may do in a warehouse, tried in transactions that are rolled back. For one thread.
 */
final class Rights {

    private static final String PROBE = "shaduf_rights_probe";

    private final Session session;
    private final Project project;

    Rights(Session session, Project project) {
        this.session = session;
        this.project = project;
    }

    /** A refusal of the warehouse with what it was that had to be written there. */
    static ShadufException refused(ShadufException e, String what) {
        return e.code() == Failure.FORBIDDEN
                ? new ShadufException(
                        Failure.FORBIDDEN,
                        what + " writes to the warehouse, and may not: " + e.message(),
                        "shaduf check --connect prints the GRANTs that are missing.",
                        e)
                : e;
    }

    /** A right that is missing, with the statement that gives it. */
    record Missing(String what, ShadufException error) {}

    List<Missing> missing() {
        List<Missing> all = new ArrayList<>();
        for (String schema : schemas()) {
            probe(all, "write to schema " + schema, schema);
        }
        if (!schemas().isEmpty()) {
            probe(all, "temporary tables", "");
        }
        return all;
    }

    /** The schemas in which tables are made. */
    private Set<String> schemas() {
        Set<String> schemas = new LinkedHashSet<>();
        boolean materialized =
                project.models().values().stream()
                        .anyMatch(model -> model.materialize() != Model.Materialize.NO);
        List<Source> filled =
                project.sources().values().stream()
                        .filter(source -> source.isLoaded() || source.isEvents())
                        .toList();
        boolean profiles = !project.entities().isEmpty();
        boolean logs = !project.settings().localState();
        if (logs || materialized || profiles || !filled.isEmpty()) {
            schemas.add(project.settings().schema());
        }
        filled.forEach(source -> schemas.add(source.schema()));
        return schemas;
    }

    private void probe(List<Missing> all, String what, String schema) {
        session.begin(Session.Mode.WRITE);
        try {
            if (!schema.isEmpty()) {
                new OwnTables(project).makeSchema(session, schema);
            }
            String table = OwnTables.quoted(session.dialect(), new TableName(schema, PROBE));
            session.execute(
                    Sql.of(
                            (schema.isEmpty() ? "CREATE TEMPORARY TABLE " : "CREATE TABLE ")
                                    + table
                                    + " (n integer)"));
        } catch (ShadufException e) {
            session.rollback();
            all.add(new Missing(what, explained(e, what, schema)));
        } finally {
            session.rollback();
        }
    }

    private ShadufException explained(ShadufException e, String what, String schema) {
        if (e.code() != Failure.FORBIDDEN || !session.dialect().name().equals("postgres")) {
            return e;
        }
        String user = session.dialect().quote(value("current_user"));
        String database = session.dialect().quote(value("current_database()"));
        boolean there =
                !schema.isEmpty()
                        && session.number(
                                        Sql.of(
                                                "SELECT count(*) FROM pg_namespace WHERE nspname ="
                                                        + " ?",
                                                schema))
                                > 0;
        String grant =
                schema.isEmpty()
                        ? "GRANT TEMPORARY ON DATABASE " + database + " TO " + user
                        : there
                                ? "GRANT USAGE, CREATE ON SCHEMA "
                                        + session.dialect().quote(schema)
                                        + " TO "
                                        + user
                                : "GRANT CREATE ON DATABASE " + database + " TO " + user;
        return new ShadufException(
                Failure.FORBIDDEN, "The right to " + what + " is missing.", grant + ";", e);
    }

    private String value(String expression) {
        try (RowStream rows = session.rows(Sql.of("SELECT CAST(" + expression + " AS text)"))) {
            return rows.next() ? String.valueOf(rows.text(0)) : "";
        }
    }
}
