package dev.shaduf.live.forward;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shaduf.live.event.Event;
import dev.shaduf.live.event.EventType;
import dev.shaduf.live.event.Times;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Locale;

/** Events of a span of time as they are in the warehouse. */
public final class WarehouseFeed implements Feed, AutoCloseable {

    private static final String TABLE = "events";

    private final String source;
    private final RowStream rows;

    private WarehouseFeed(String source, RowStream rows) {
        this.source = source;
        this.rows = rows;
    }

    /** The events of a source in its schema; null where none were ever loaded. */
    public static @Nullable WarehouseFeed of(
            Session session, String source, String schema, Span span) {
        TableName table = new TableName(schema, TABLE);
        if (session.columns(table).isEmpty()) {
            return null;
        }
        String name =
                session.dialect().quote(table.schema())
                        + "."
                        + session.dialect().quote(table.name());
        Sql query =
                Sql.of(
                        "select id, type, user_id, anonymous_id, payload from "
                                + name
                                + " where received_at >= ? and received_at < ?"
                                + " order by received_at, id",
                        span.since(),
                        span.until());
        return new WarehouseFeed(source, session.rows(query));
    }

    @Override
    public @Nullable Event next() {
        if (!rows.next()) {
            return null;
        }
        String payload = String.valueOf(rows.text(4));
        long received = received(payload);
        return new Event(
                source,
                EventType.valueOf(String.valueOf(rows.text(1)).toUpperCase(Locale.ROOT)),
                String.valueOf(rows.text(0)),
                rows.text(2),
                rows.text(3),
                new Times(received, Times.ABSENT, received, Times.ABSENT),
                payload.getBytes(UTF_8));
    }

    private static long received(String payload) {
        Json at = EventPath.find(Json.parse(payload), "receivedAt");
        Instant time = at == null ? null : Instants.of(String.valueOf(at.asText()));
        Instant known = time == null ? Instant.EPOCH : time;
        return known.getEpochSecond() * 1_000_000 + known.getNano() / 1000;
    }

    @Override
    public void close() {
        rows.close();
    }
}
