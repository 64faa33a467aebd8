package dev.shaduf.destination.tables;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.destination.Mode;
import dev.shaduf.spi.destination.Target;
import dev.shaduf.spi.destination.Target.TypedField;
import dev.shaduf.spi.sql.TableName;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds the table of a target and, where that is asked for, makes it or adds columns to it. Tables
 * that Shaduf did not make are never changed; its own bear a comment.
 */
final class TableMaker {

    private final Database database;
    private final Connection connection;
    private final Target target;

    TableMaker(Database database, Connection connection, Target target) {
        this.database = database;
        this.connection = connection;
        this.target = target;
    }

    /**
     * Where the target's rows go.
     *
     * @param fresh whether the table was made just now
     */
    record Found(Layout layout, boolean fresh) {}

    Found find() throws SQLException {
        TableName name = ObjectName.parse(target.object(), database.schema());
        Optional<Table> there = database.table(connection, name);
        if (there.isEmpty()) {
            requireCreate(name);
            make(name);
            return new Found(layout(again(name)), true);
        }
        List<TypedField> missing =
                all().stream().filter(f -> there.get().column(f.name()).isEmpty()).toList();
        if (missing.isEmpty()) {
            return new Found(layout(there.get()), false);
        }
        requireOurs(there.get(), missing);
        add(there.get().name(), missing);
        return new Found(layout(again(name)), false);
    }

    private void requireCreate(TableName name) {
        if (!target.create()) {
            throw missing(database, name);
        }
    }

    /** That a table is not there and nobody asked to have it made. */
    static ShadufException missing(Database database, TableName name) {
        return new ShadufException(
                Failure.NOT_FOUND,
                "There is no table " + name + " in " + database.title() + ".",
                "Correct 'object', or say 'create: true' in the sync to have it made.");
    }

    private void requireOurs(Table table, List<TypedField> missing) {
        String names = missing.stream().map(TypedField::name).collect(Collectors.joining(", "));
        if (!table.made()) {
            throw new ShadufException(
                    Failure.WRONG_SETTING,
                    "The table " + table.name() + " has no column " + names + ".",
                    "Add it to the table, or take the field out of the sync; Shaduf changes only"
                            + " tables that it made itself.");
        }
        if (!target.create()) {
            throw new ShadufException(
                    Failure.WRONG_SETTING,
                    "The table " + table.name() + " has no column " + names + ".",
                    "Say 'create: true' in the sync " + target.sync() + " to have it added.");
        }
    }

    private void make(TableName name) throws SQLException {
        List<String> statements = new ArrayList<>();
        if (!database.hasSchema(connection, name.schema())) {
            statements.add("CREATE SCHEMA " + database.quote(name.schema()));
        }
        List<String> parts = new ArrayList<>();
        all().forEach(field -> parts.add(column(field)));
        if (target.mode() != Mode.APPEND && !target.match().isEmpty()) {
            parts.add(
                    target.match().stream()
                            .map(field -> database.quote(field.name()))
                            .collect(Collectors.joining(", ", "PRIMARY KEY (", ")")));
        }
        String table = database.quote(name);
        statements.add("CREATE TABLE " + table + " (" + String.join(", ", parts) + ")");
        statements.add(
                "COMMENT ON TABLE "
                        + table
                        + " IS '"
                        + Table.MARK
                        + " for the sync "
                        + target.sync().replace("'", "''")
                        + "'");
        together(statements);
    }

    private void add(TableName name, List<TypedField> missing) throws SQLException {
        together(
                missing.stream()
                        .map(f ->
                                "ALTER TABLE " + database.quote(name) + " ADD COLUMN " + column(f))
                        .toList());
    }

    private void together(List<String> statements) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
            connection.commit();
        } finally {
            Connections.undo(connection);
            connection.setAutoCommit(true);
        }
    }

    private String column(TypedField field) {
        return database.quote(field.name()) + ' ' + database.type(field.type());
    }

    private Table again(TableName name) throws SQLException {
        return database.table(connection, name)
                .orElseThrow(() ->
                        new ShadufException(
                                Failure.NOT_FOUND,
                                "The table " + name + " went away while it was prepared.",
                                "Run the sync again."));
    }

    private Layout layout(Table table) {
        List<Table.Column> match = columns(table, target.match());
        List<Table.Column> fields = columns(table, target.fields());
        List<String> key = match.stream().map(Table.Column::name).toList();
        List<String> names = target.fields().stream().map(TypedField::name).toList();
        return new Layout(table, match, fields, names, !key.isEmpty() && table.unique(key));
    }

    private static List<Table.Column> columns(Table table, List<TypedField> fields) {
        List<Table.Column> all = new ArrayList<>();
        for (TypedField field : fields) {
            Table.Column column = table.column(field.name()).orElseThrow();
            if (column.readOnly()) {
                throw new ShadufException(
                        Failure.WRONG_SETTING,
                        "The column "
                                + column.name()
                                + " of "
                                + table.name()
                                + " is made by the database and cannot be written.",
                        "Take the field out of the sync.");
            }
            all.add(column);
        }
        return all;
    }

    private List<TypedField> all() {
        List<TypedField> all = new ArrayList<>(target.match());
        all.addAll(target.fields());
        return all;
    }
}
