package dev.shaduf.engine.load;

import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Dialect.Own;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** {@code shaduf_loads}: what each load saw, so that the next reads only what changed. */
final class LoadState {

    private final OwnTables own;
    private final TableName loads;

    LoadState(OwnTables own) {
        this.own = own;
        this.loads = own.name("shaduf_loads");
    }

    /**
     * A load.
     *
     * @param state what the source wants to be told the next time; "" before the first load
     * @param at null: never
     */
    record Last(String state, @Nullable Instant at, long rows) {

        static final Last NEVER = new Last("", null, 0);
    }

    /** Makes the table where it is missing. */
    void prepare(Session session) {
        if (session.columns(loads).isPresent()) {
            return;
        }
        Dialect dialect = session.dialect();
        session.begin(Session.Mode.WRITE);
        try {
            session.execute(
                    Sql.of(
                            ("create table if not exists %s (source %s, table_name %s, state "
                                            + "%s, loaded_at %s, %s %s)")
                                    .formatted(
                                            OwnTables.quoted(dialect, loads),
                                            dialect.own(Own.TEXT),
                                            dialect.own(Own.TEXT),
                                            dialect.own(Own.TEXT),
                                            dialect.own(Own.INSTANT),
                                            dialect.quote("rows"),
                                            dialect.own(Own.BIGINT))));
            own.claim(session, loads, OwnTables.Kind.STATE, "");
            session.commit();
        } finally {
            session.rollback();
        }
    }

    Last last(Session session, String source, String table) {
        if (session.columns(loads).isEmpty()) {
            return Last.NEVER;
        }
        Dialect dialect = session.dialect();
        Sql query =
                Sql.of(
                        "select state, %s, %s from %s where source = ? and table_name = ?"
                                .formatted(
                                        dialect.text(
                                                "loaded_at",
                                                session.columns(loads).orElseThrow().stream()
                                                        .filter(c -> c.name().equals("loaded_at"))
                                                        .findFirst()
                                                        .orElseThrow()
                                                        .type()),
                                        dialect.quote("rows"),
                                        OwnTables.quoted(dialect, loads)),
                        source,
                        table);
        try (RowStream rows = session.rows(query)) {
            if (!rows.next()) {
                return Last.NEVER;
            }
            String state = rows.text(0);
            String at = rows.text(1);
            return new Last(
                    state == null ? "" : state,
                    at == null ? null : Instant.parse(at),
                    rows.whole(2));
        }
    }

    /** Remembers a load, in the present transaction. */
    void remember(Session session, String source, String table, Last last) {
        String name = OwnTables.quoted(session.dialect(), loads);
        session.execute(
                Sql.of(
                        "delete from " + name + " where source = ? and table_name = ?",
                        source,
                        table));
        session.execute(
                Sql.of(
                        ("insert into %s (source, table_name, state, loaded_at, %s) values "
                                        + "(?, ?, ?, ?, ?)")
                                .formatted(name, session.dialect().quote("rows")),
                        source,
                        table,
                        last.state(),
                        last.at(),
                        last.rows()));
    }
}
