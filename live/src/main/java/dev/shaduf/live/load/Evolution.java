package dev.shaduf.live.load;

import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.live.load.Changes.Change;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Dialect.Own;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Applies changes to a source's tables within the transaction of a load. */
final class Evolution {

    /** The largest number of 64 bits that a double is next to and that is one itself. */
    private static final String MOST = "9223372036854774784";

    private final Session session;
    private final Dialect dialect;
    private final OwnTables own;
    private final EventSource source;

    Evolution(Session session, OwnTables own, EventSource source) {
        this.session = session;
        this.dialect = session.dialect();
        this.own = own;
        this.source = source;
    }

    /** A column that the warehouse does not let be widened: the load begins anew without that. */
    static final class Locked extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String table;
        private final String column;

        Locked(String table, String column, ShadufException cause) {
            super(cause.message(), cause);
            this.table = table;
            this.column = column;
        }

        String table() {
            return table;
        }

        String column() {
            return column;
        }
    }

    /** Makes the changes; what does not fit any more moves to {@code discards}. */
    void apply(List<Change> changes, Instant loadedAt) {
        for (Change change : changes) {
            switch (change) {
                case Change.Create create -> create(create);
                case Change.Add add ->
                        session.execute(
                                Sql.of(alter(add.table()) + " add column " + ddl(add.column())));
                case Change.Widen widen -> widen(widen, loadedAt);
            }
        }
    }

    private void create(Change.Create create) {
        TableName name = source.table(create.table());
        String columns = create.columns().stream().map(this::ddl).collect(Collectors.joining(", "));
        session.execute(Sql.of("create table " + quoted(create.table()) + " (" + columns + ")"));
        own.claim(session, name, OwnTables.Kind.SOURCE, source.name());
    }

    private void widen(Change.Widen widen, Instant loadedAt) {
        String column = dialect.quote(widen.column().name());
        String real = dialect.own(Own.DOUBLE);
        String exact =
                "case when %1$s > %2$s then false else cast(cast(%1$s as %3$s) as %4$s) = %1$s end"
                        .formatted(column, MOST, real, dialect.own(Own.BIGINT));
        discard(widen, column, exact, loadedAt);
        String held = "case when %s then cast(%s as %s) end".formatted(exact, column, real);
        String statement = "%s alter column %s type %s using (%s)";
        try {
            session.execute(Sql.of(statement.formatted(alter(widen.table()), column, real, held)));
        } catch (ShadufException e) {
            throw isHeld(e) ? new Locked(widen.table(), widen.column().name(), e) : e;
        }
    }

    /** Whether something else, such as a view, depends on the column's type. */
    private static boolean isHeld(ShadufException e) {
        return e.code() == Failure.SQL_FAILED
                && (e.message().contains("view") || e.message().contains("depend"));
    }

    /** Moves the numbers that no double holds; an insert of none would spoil a later one. */
    private void discard(Change.Widen widen, String column, String exact, Instant loadedAt) {
        String inexact = " from " + quoted(widen.table()) + " where not (" + exact + ")";
        try (RowStream rows = session.rows(Sql.of("select count(*)" + inexact))) {
            if (!rows.next() || rows.whole(0) == 0) {
                return;
            }
        }
        session.execute(
                Sql.of(
                        ("insert into %s (table_name, column_name, row_id, column_value, reason,"
                                        + " received_at, loaded_at) select ?, ?, id, cast(%s as"
                                        + " %s), 'inexact', received_at, cast(? as timestamp)%s")
                                .formatted(
                                        quoted(Standard.DISCARDS),
                                        column,
                                        dialect.own(Own.TEXT),
                                        inexact),
                        widen.table(),
                        widen.column().name(),
                        loadedAt));
    }

    private String ddl(Column column) {
        return dialect.quote(column.name()) + " " + column.type().name();
    }

    private String alter(String table) {
        return "alter table " + quoted(table);
    }

    private String quoted(String table) {
        return OwnTables.quoted(dialect, source.table(table));
    }
}
