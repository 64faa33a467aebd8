package dev.shaduf.live.load;

import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Dialect.Own;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * How far sources were loaded: {@code shaduf_offsets} in Shaduf's own schema, written in the
 * transaction of the rows.
 */
final class Offsets {

    static final String TABLE = "shaduf_offsets";

    private final OwnTables own;
    private final Place place;

    Offsets(OwnTables own, Place place) {
        this.own = own;
        this.place = place;
    }

    /** A shard of a log, as one source reads it. */
    record Place(String log, int shard, String source) {}

    /** Where to go on; empty where nothing was loaded yet. */
    OptionalLong read(Session session) {
        TableName table = own.name(TABLE);
        if (session.columns(table).isEmpty()) {
            return OptionalLong.empty();
        }
        Sql query =
                Sql.of(
                        "select max(position) from "
                                + OwnTables.quoted(session.dialect(), table)
                                + " where log = ? and shard = ? and source in (?, '')",
                        place.log(),
                        (long) place.shard(),
                        place.source());
        try (RowStream rows = session.rows(query)) {
            return rows.next() && !rows.isNull(0)
                    ? OptionalLong.of(rows.whole(0))
                    : OptionalLong.empty();
        }
    }

    /**
     * Sets where to go on, in the present transaction.
     *
     * @param everyone whether every source goes on there: that is the row without a source
     */
    void write(Session session, long position, boolean everyone) {
        create(session, own);
        write(session, place.source(), position);
        if (everyone) {
            write(session, "", position);
        }
    }

    /** Lets every source that was further go on at a place, in a transaction of its own. */
    void lower(Session session, long position) {
        String table = OwnTables.quoted(session.dialect(), own.name(TABLE));
        session.begin(Session.Mode.WRITE);
        try {
            session.execute(
                    Sql.of(
                            "update "
                                    + table
                                    + " set position = ?, updated_at = ? where log = ?"
                                    + " and shard = ? and position > ?",
                            position,
                            Instant.now(),
                            place.log(),
                            (long) place.shard(),
                            position));
            session.commit();
        } finally {
            session.rollback();
        }
    }

    private void write(Session session, String source, long position) {
        String table = OwnTables.quoted(session.dialect(), own.name(TABLE));
        Instant now = Instant.now();
        String update =
                "update %s set position = ?, updated_at = ? where log = ? and shard = ? and source"
                        + " = ?";
        String insert =
                "insert into %s (position, updated_at, log, shard, source) values (?, ?, ?, ?, ?)";
        for (String statement : new String[] {update, insert}) {
            Sql sql =
                    Sql.of(
                            statement.formatted(table),
                            position,
                            now,
                            place.log(),
                            (long) place.shard(),
                            source);
            if (session.execute(sql) > 0) {
                return;
            }
        }
    }

    static void create(Session session, OwnTables own) {
        Dialect dialect = session.dialect();
        TableName name = own.name(TABLE);
        if (session.columns(name).isPresent()) {
            return;
        }
        String text = dialect.own(Own.TEXT);
        String number = dialect.own(Own.BIGINT);
        session.execute(
                Sql.of(
                        "create table %s (log %s, shard %s, source %s, position %s, updated_at %s)"
                                .formatted(
                                        OwnTables.quoted(dialect, name),
                                        text,
                                        number,
                                        text,
                                        number,
                                        dialect.own(Own.INSTANT))));
        own.claim(session, name, OwnTables.Kind.STATE, "");
    }
}
