package dev.shaduf.destination.tables;

import dev.shaduf.spi.destination.BatchLimit;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.sql.Type;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** One configured database: the facts in which products differ. Safe to share between threads. */
public interface Database {

    /** How messages name it: {@code PostgreSQL at db.example.com}. */
    String title();

    /** The schema of an object that names none. */
    String schema();

    /** Whether it is there; one that is a file is made when it is written to. */
    default boolean exists() {
        return true;
    }

    /** How much goes into one batch, and over how many connections batches may go at once. */
    BatchLimit limit();

    /** Opens a connection in UTC that commits every statement by itself. */
    Connection connect() throws SQLException;

    /** The table of that name; where there is none written so, one that differs in case only. */
    Optional<Table> table(Connection connection, TableName name) throws SQLException;

    /** Whether there is such a schema. */
    boolean hasSchema(Connection connection, String name) throws SQLException;

    /** The type of a new column for values of a warehouse's type; null: computed values. */
    String type(@Nullable Type source);

    /** Makes the staging table for rows that go into these columns. */
    Stage stage(Connection connection, Layout layout) throws SQLException;

    /** Empties a table. */
    void empty(Connection connection, TableName table) throws SQLException;

    /** Whether a part of a transaction can be undone. */
    boolean savepoints();

    /** What an error means. */
    Fault fault(SQLException error);

    /**
     * The statement that changes rows {@code t} of a table by staged rows {@code s}.
     *
     * @param changes what is set, from {@code s}
     * @param which selects staged rows
     * @param match joins {@code t} and {@code s}
     */
    default String update(String table, String changes, String which, String match) {
        return "UPDATE %s AS t SET %s FROM %s s WHERE %s AND %s"
                .formatted(table, changes, Stage.NAME, which, match);
    }

    /** A quoted identifier. */
    default String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /** A quoted table. */
    default String quote(TableName table) {
        return quote(table.schema()) + '.' + quote(table.name());
    }
}
