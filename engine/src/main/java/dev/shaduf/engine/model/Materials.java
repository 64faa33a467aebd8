package dev.shaduf.engine.model;

import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Model;
import dev.shaduf.engine.project.Model.Materialize;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes the views and tables of materialized models; each at once or not at all. */
final class Materials {

    private final Session session;
    private final OwnTables own;

    Materials(Session session, OwnTables own) {
        this.session = session;
        this.own = own;
    }

    long make(Model model, TableName table, Relation relation) {
        own.free(
                session,
                table,
                "Rename the model, drop that table, or set another 'schema:' in shaduf.yml.");
        session.begin(Session.Mode.WRITE);
        try {
            String name = OwnTables.quoted(session.dialect(), table);
            long rows =
                    model.materialize() == Materialize.VIEW
                            ? view(table, name, relation)
                            : table(table, name, relation);
            own.claim(session, table, OwnTables.Kind.MODEL, model.name());
            session.commit();
            return rows;
        } finally {
            session.rollback();
        }
    }

    private long view(TableName view, String name, Relation relation) {
        if (isTable(session, view)) {
            session.execute(Sql.of("drop table " + name));
        } else if (!sameColumns(view, relation.columns())) {
            session.execute(Sql.of("drop view if exists " + name));
        }
        session.execute(
                Sql.of("create or replace view " + name + " as\n" + relation.query().text()));
        return 0;
    }

    /** The rows are replaced where the columns stayed, so that views on the table go on working. */
    private long table(TableName table, String name, Relation relation) {
        boolean there = session.columns(table).isPresent();
        boolean view = there && !isTable(session, table);
        if (there && !view && sameColumns(table, relation.columns())) {
            session.execute(Sql.of("delete from " + name));
            return session.execute(
                    Sql.of(
                            "insert into %s (%s)\n%s"
                                    .formatted(
                                            name,
                                            names(relation.columns()),
                                            relation.query().text())));
        }
        if (there) {
            session.execute(Sql.of("drop " + (view ? "view " : "table ") + name));
        }
        session.execute(Sql.of("create table " + name + " as\n" + relation.query().text()));
        return session.number(Sql.of("select count(*) from " + name));
    }

    private String names(List<Column> columns) {
        return columns.stream()
                .map(c -> session.dialect().quote(c.name()))
                .collect(Collectors.joining(", "));
    }

    private boolean sameColumns(TableName table, List<Column> wanted) {
        Optional<List<Column>> there = session.columns(table);
        return there.isPresent()
                && there.get().stream()
                        .map(Materials::shape)
                        .toList()
                        .equals(wanted.stream().map(Materials::shape).toList());
    }

    private static String shape(Column column) {
        return column.name() + " " + column.type().name();
    }

    /** Whether a name is a table's; false where it is a view's or there is none. */
    static boolean isTable(Session session, TableName table) {
        Sql query =
                Sql.of(
                        "select table_type from information_schema.tables"
                                + " where table_schema = ? and table_name = ?",
                        table.schema(),
                        table.name());
        try (RowStream rows = session.rows(query)) {
            return rows.next() && "BASE TABLE".equals(rows.text(0));
        }
    }
}
