package dev.shaduf.live.load;

import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.sql.Type.Kind;
import dev.shaduf.spi.warehouse.Dialect.Own;
import dev.shaduf.spi.warehouse.Functions;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.spi.warehouse.Vector;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Drops events whose messageId is known: within the batch and against one table of the warehouse,
 * within the time that the source says. Belongs to one thread.
 *
 * <p>Fingerprints in memory say of most events that they are new. An id that they may know, and one
 * that may be from before what they cover, is looked up in the table.
 */
final class KnownIds {

    private static final TableName STAGE = TableName.temporary("shaduf_ids");

    /** Requests end in another order than they began in. */
    private static final long MARGIN = Duration.ofMinutes(10).toNanos() / 1_000;

    /** Where the id stands in what is kept of a refused event. */
    private static final String IN_PAYLOAD = "\"messageId\":\"([^\"\\\\]*)\",\"receivedAt\":\"";

    private final TableName table;
    private final Duration window;
    private final boolean inPayload;
    private final Fingerprints memory = new Fingerprints();

    /** Everything in the warehouse that was received since then is in memory, in microseconds. */
    private long since = Long.MAX_VALUE;

    private KnownIds(TableName table, Duration window, boolean inPayload) {
        this.table = table;
        this.window = window;
        this.inPayload = inPayload;
    }

    /** Of the table {@code events}. */
    static KnownIds loaded(TableName events, Duration window) {
        return new KnownIds(events, window, false);
    }

    /** Of the table {@code rejected_events}. */
    static KnownIds rejected(TableName rejected, Duration window) {
        return new KnownIds(rejected, window, true);
    }

    /** The events that are not known yet, in their order. */
    List<Kept> fresh(Session session, List<Kept> batch) {
        List<Kept> once = once(batch);
        long length = length();
        long oldest = once.stream().mapToLong(Kept::receivedAt).min().orElse(0);
        if (once.isEmpty()) {
            return once;
        }
        fill(session, oldest - length);
        Map<String, Long> loaded = loaded(session, once, oldest - length);
        if (!loaded.isEmpty()) {
            once.removeIf(event -> isKnown(event, loaded.get(event.messageId()), length));
        }
        return once;
    }

    /** The events without those that come twice among them. */
    List<Kept> once(List<Kept> batch) {
        Seen seen = new Seen(batch.size(), memory::print);
        List<Kept> once = new ArrayList<>(batch.size());
        for (Kept event : batch) {
            int place = seen.place(event.messageId());
            Kept before = seen.at(place);
            if (!isKnown(event, before == null ? null : before.receivedAt(), length())) {
                seen.put(place, event);
                once.add(event);
            }
        }
        return once;
    }

    private long length() {
        return window.toNanos() / 1_000;
    }

    private static boolean isKnown(Kept event, @Nullable Long before, long length) {
        return before != null && event.receivedAt() - before <= length;
    }

    /** Remembers events that were loaded. */
    void loaded(List<Kept> batch) {
        for (Kept event : batch) {
            memory.add(event.messageId(), event.receivedAt());
        }
    }

    /** At first, learns the ids that are in the warehouse if they are not too many. */
    private void fill(Session session, long from) {
        since = Math.max(since, memory.forgotten());
        memory.forget(from);
        if (since != Long.MAX_VALUE) {
            return;
        }
        since = from - MARGIN;
        Functions functions = session.dialect().functions();
        String where = name(session) + " e where received_at >= cast(? as timestamp)";
        Sql count =
                Sql.of(
                        "select count(*), "
                                + functions.micros("max(received_at)")
                                + " from "
                                + where,
                        instant(since));
        try (RowStream rows = session.rows(count)) {
            if (!rows.next() || rows.whole(0) == 0) {
                return;
            }
            if (rows.whole(0) > Fingerprints.ROOM) {
                since = rows.whole(1) + 1;
                return;
            }
        }
        Sql ids =
                Sql.of(
                        "select id, " + functions.micros("received_at") + " from " + where,
                        instant(since));
        try (RowStream rows = session.rows(ids)) {
            while (rows.next()) {
                memory.add(String.valueOf(rows.text(0)), rows.whole(1));
            }
        }
    }

    /** When the newest event of each id that is in the warehouse was received. */
    private Map<String, Long> loaded(Session session, List<Kept> batch, long from) {
        Set<String> asked = new TreeSet<>();
        for (Kept event : batch) {
            if (since > from || memory.mayHave(event.messageId())) {
                asked.add(event.messageId());
            }
        }
        return asked.isEmpty() ? Map.of() : lookUp(session, asked, from);
    }

    private Map<String, Long> lookUp(Session session, Collection<String> ids, long from) {
        String text = session.dialect().own(Own.TEXT);
        String stage = OwnTables.quoted(session.dialect(), STAGE);
        session.execute(
                Sql.of(
                        "create temporary table "
                                + session.dialect().quote(STAGE.name())
                                + " (asked "
                                + text
                                + ")"));
        session.append(STAGE, List.of(vector(ids, text)));
        Map<String, Long> loaded = new HashMap<>();
        Sql query =
                Sql.of(
                        ("select id, %s from %s e join %s s on s.asked = e.id where"
                                        + " e.received_at >= cast(? as timestamp) group by id")
                                .formatted(
                                        session.dialect().functions().micros("max(received_at)"),
                                        name(session),
                                        stage),
                        instant(from));
        try (RowStream rows = session.rows(query)) {
            while (rows.next()) {
                loaded.put(String.valueOf(rows.text(0)), rows.whole(1));
            }
        }
        session.execute(Sql.of("drop table " + stage));
        return loaded;
    }

    private static Vector vector(Collection<String> ids, String type) {
        int[] offsets = new int[ids.size() + 1];
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int row = 0;
        for (String id : ids) {
            bytes.writeBytes(id.getBytes(StandardCharsets.UTF_8));
            offsets[++row] = bytes.size();
        }
        long[] valid = new long[(row + 63) >> 6];
        Arrays.fill(valid, -1L);
        Column column = new Column("asked", Type.of(Kind.TEXT, type));
        return new Vector.Text(column, row, valid, offsets, bytes.toByteArray());
    }

    private String name(Session session) {
        String name = OwnTables.quoted(session.dialect(), table);
        if (!inPayload) {
            return name;
        }
        String id = session.dialect().functions().captured("payload", IN_PAYLOAD);
        return "(select " + id + " as id, received_at from " + name + ")";
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
