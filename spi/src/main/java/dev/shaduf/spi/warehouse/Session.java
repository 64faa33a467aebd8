package dev.shaduf.spi.warehouse;

import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One connection to a warehouse, in UTC. Not shared between threads, but {@link #cancel} may be
 * called from any. Every failure is a {@code ShadufException}: {@code SQL_FAILED} with the
 * warehouse's message, {@code UNREACHABLE}, {@code FORBIDDEN}, {@code OUT_OF_SPACE}. Temporary
 * tables live as long as the session.
 */
public interface Session extends AutoCloseable {

    /** The dialect of its SQL. */
    Dialect dialect();

    /** Runs a query; the stream must be closed before the next statement. */
    RowStream rows(Sql query);

    /** The integer in the first column of a query's first row; 0 for null, or where it has none. */
    default long number(Sql query) {
        try (RowStream rows = rows(query)) {
            return rows.next() ? rows.whole(0) : 0;
        }
    }

    /** Runs a statement; gives the rows it touched, 0 for DDL. */
    long execute(Sql statement);

    /** Begins a transaction in which every statement sees one state of the data. */
    void begin(Mode mode);

    /** What a transaction may do. */
    enum Mode {
        /** Reads and writes. */
        WRITE,
        /** Reads only; the warehouse itself refuses everything else, but temporary tables. */
        READ
    }

    /** Ends the transaction and keeps its work. */
    void commit();

    /** Ends the transaction, if there is one, and drops its work; never throws. */
    void rollback();

    /** The columns a query would give, without running it. */
    List<Column> describe(Sql query);

    /** The columns of a table or view; empty where there is none of that name. */
    Optional<List<Column>> columns(TableName table);

    /** The tables and views of a schema, by name; empty where there is no such schema. */
    List<String> tables(String schema);

    /** The columns of every table and view of a schema; empty where there is no such schema. */
    default Map<String, List<Column>> layout(String schema) {
        Map<String, List<Column>> layout = new LinkedHashMap<>();
        for (String table : tables(schema)) {
            columns(new TableName(schema, table)).ifPresent(each -> layout.put(table, each));
        }
        return layout;
    }

    /**
     * Begins a bulk load into an existing table, in the present transaction if there is one.
     * Columns are those named, in that order; values are given as canonical plain text and
     * converted by the warehouse.
     */
    Loader load(TableName table, List<Column> columns);

    /**
     * Loads rows that are held by column into an existing table, in the present transaction if
     * there is one; other columns stay null. U+0000 is left out of texts where the warehouse cannot
     * hold it.
     *
     * @param columns all with the same number of rows
     * @return the rows that were loaded
     */
    default long append(TableName table, List<Vector> columns) {
        try (Loader loader = load(table, columns.stream().map(Vector::column).toList())) {
            return loader.finish(columns);
        }
    }

    /** Stops the statement that is running in another thread. */
    void cancel();

    @Override
    void close();
}
