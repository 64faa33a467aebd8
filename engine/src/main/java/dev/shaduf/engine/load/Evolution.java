package dev.shaduf.engine.load;

import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Dialect.Own;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes and widens loaded tables. Where the warehouse refuses to widen a column that a view of
 * Shaduf uses, the view is taken away and made again in the same transaction.
 */
final class Evolution {

    private static final Pattern VIEW = Pattern.compile("view ([\\w.\"]+)");

    private final Session session;
    private final Dialect dialect;
    private final OwnTables own;

    Evolution(Session session, OwnTables own) {
        this.session = session;
        this.dialect = session.dialect();
        this.own = own;
    }

    /** Makes a table, in the present transaction. */
    void create(TableName table, Layout layout, boolean keep, String source) {
        own.makeSchema(session, table.schema());
        String instant = dialect.own(Own.INSTANT);
        List<String> columns = new ArrayList<>();
        layout.columns().forEach(c -> columns.add(dialect.quote(c.name()) + " " + c.type().name()));
        columns.add(dialect.quote(Layout.LOADED_AT) + " " + instant);
        if (keep) {
            columns.add(dialect.quote(Layout.DELETED_AT) + " " + instant);
        }
        session.execute(
                Sql.of(
                        "create table %s (%s)"
                                .formatted(
                                        OwnTables.quoted(dialect, table),
                                        String.join(", ", columns))));
        own.claim(session, table, OwnTables.Kind.SOURCE, source);
    }

    /** Adds and widens columns, in a transaction of its own; the rows stay. */
    void widen(TableName table, Layout layout, List<Column> there, boolean keep) {
        List<Sql> steps = new ArrayList<>();
        String alter = "alter table " + OwnTables.quoted(dialect, table);
        for (Column column : layout.fresh()) {
            String added = dialect.quote(column.name()) + " " + column.type().name();
            steps.add(Sql.of(alter + " add column " + added));
        }
        if (keep && there.stream().noneMatch(c -> c.name().equals(Layout.DELETED_AT))) {
            String added = dialect.quote(Layout.DELETED_AT) + " " + dialect.own(Own.INSTANT);
            steps.add(Sql.of(alter + " add column " + added));
        }
        for (Column column : layout.widened()) {
            steps.add(
                    Sql.of(
                            "%s alter column %s set data type %s"
                                    .formatted(
                                            alter,
                                            dialect.quote(column.name()),
                                            column.type().name())));
        }
        if (steps.isEmpty()) {
            return;
        }
        List<View> views = layout.widened().isEmpty() ? List.of() : ownViews();
        try {
            apply(steps, views);
        } catch (ShadufException e) {
            throw locked(table, layout, e);
        }
    }

    private record View(TableName name, String definition) {}

    private void apply(List<Sql> steps, List<View> views) {
        session.begin(Session.Mode.WRITE);
        try {
            for (View view : views.reversed()) {
                session.execute(Sql.of("drop view " + OwnTables.quoted(dialect, view.name())));
            }
            steps.forEach(session::execute);
            for (View view : views) {
                session.execute(Sql.of(view.definition()));
            }
            session.commit();
        } finally {
            session.rollback();
        }
    }

    /** Shaduf's views, in the order in which they were made. */
    private List<View> ownViews() {
        Sql query =
                Sql.of(
                        "select v.table_schema, v.table_name, v.view_definition from"
                                + " information_schema.views v join "
                                + OwnTables.quoted(dialect, own.name("shaduf_tables"))
                                + " t on t.table_schema = v.table_schema and t.table_name ="
                                + " v.table_name where t.kind = 'model' order by t.created_at");
        List<View> views = new ArrayList<>();
        try (RowStream rows = session.rows(query)) {
            while (rows.next()) {
                TableName name =
                        new TableName(String.valueOf(rows.text(0)), String.valueOf(rows.text(1)));
                String definition = String.valueOf(rows.text(2)).strip();
                boolean whole = definition.toLowerCase(Locale.ROOT).startsWith("create ");
                String sql =
                        whole
                                ? definition
                                : "create view "
                                        + OwnTables.quoted(dialect, name)
                                        + " as "
                                        + definition;
                views.add(new View(name, sql.replaceAll(";\\s*$", "")));
            }
        }
        return views;
    }

    private static ShadufException locked(TableName table, Layout layout, ShadufException e) {
        Throwable cause = e.getCause();
        String said = e.message() + (cause == null ? "" : " " + cause.getMessage());
        if (e.code() != Failure.SQL_FAILED || !said.contains("view")) {
            return e;
        }
        Matcher view = VIEW.matcher(said.substring(Math.max(0, said.indexOf("on view"))));
        String names =
                layout.widened().stream().map(Column::name).collect(Collectors.joining(", "));
        return new ShadufException(
                LoadFailure.TYPE_LOCKED,
                "The values of %s do not fit the type of %s any more, and %s forbids to widen it."
                        .formatted(
                                table, names, view.find() ? "the view " + view.group(1) : "a view"),
                "Drop the view, load, and make it again; or fix the type with 'columns:'.",
                e);
    }
}
