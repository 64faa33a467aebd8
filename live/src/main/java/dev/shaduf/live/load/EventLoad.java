package dev.shaduf.live.load;

import dev.shaduf.engine.own.OwnFailure;
import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.live.column.ColumnType;
import dev.shaduf.live.event.Event;
import dev.shaduf.live.event.Refused;
import dev.shaduf.live.plan.Plan;
import dev.shaduf.live.plan.Verdict;
import dev.shaduf.live.plan.Violation;
import dev.shaduf.live.useragent.UserAgents;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.spi.warehouse.Vector;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Loads the entries of one source: each call is one transaction with the rows of all tables, what
 * those tables need, and the place in the log. Shared by the threads of all shards; those of one
 * process take turns.
 */
final class EventLoad {

    private static final long MICROS = 1_000_000;

    private final EventSource source;
    private final OwnTables own;
    private final Shared shared;
    private final Set<String> locked = new HashSet<>();
    private KnownIds known;
    private KnownIds knownRejected;
    private @Nullable Tables tables;
    private @Nullable EventRows rows;
    private final LongAdder marked = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private List<Kept> refused = List.of();

    /**
     * What the loads of all sources share.
     *
     * @param kept bytes of memory that each may keep from one load to the next
     */
    record Shared(Turn turn, UserAgents userAgents, long kept, Consumer<String> warnings) {}

    EventLoad(EventSource source, OwnTables own, Shared shared) {
        this.source = source;
        this.own = own;
        this.shared = shared;
        this.known = knownIds();
        this.knownRejected = knownRejectedIds();
    }

    private KnownIds knownIds() {
        return KnownIds.loaded(source.table(Standard.EVENTS), source.deduplicate());
    }

    private KnownIds knownRejectedIds() {
        return KnownIds.rejected(source.table(Standard.REJECTED), source.deduplicate());
    }

    /** The source's name. */
    String name() {
        return source.name();
    }

    /** What the plan said of the events so far. */
    Loading.Judged judged() {
        return new Loading.Judged(marked.sum(), rejected.sum());
    }

    /** Forgets what was rejected longer ago. */
    void expire(Session session, Duration kept) {
        shared.turn().lock().lock();
        try {
            forget(session, kept);
        } finally {
            shared.turn().lock().unlock();
        }
    }

    private void forget(Session session, Duration kept) {
        TableName rejected = source.table(Standard.REJECTED);
        if (session.columns(rejected).isEmpty()) {
            return;
        }
        session.begin(Session.Mode.WRITE);
        try {
            if (ownTables(session).contains(Standard.REJECTED)) {
                String table = OwnTables.quoted(session.dialect(), rejected);
                session.execute(
                        Sql.of(
                                "delete from "
                                        + table
                                        + " where received_at < cast(? as timestamp)",
                                Instant.now().minus(kept)));
            }
            session.commit();
        } finally {
            session.rollback();
        }
    }

    /** Before the first load: from now on no other process loads this source from this log. */
    void begin(Session session) {
        shared.turn().lock().lock();
        try {
            shared.turn().take(session, own, source.name());
        } finally {
            shared.turn().lock().unlock();
        }
    }

    /**
     * Where entries are in the log.
     *
     * @param offsets of their shard, as this source reads it
     * @param from where they begin
     * @param next where to go on behind them
     * @param everyone whether every source is loaded up to there with them
     */
    record Span(Offsets offsets, long from, long next, boolean everyone) {}

    /**
     * Loads entries.
     *
     * @return where to go on: {@code next}, or, where some had been loaded before, behind those
     */
    long load(Session session, List<Kept> entries, Span span) {
        shared.turn().lock().lock();
        try {
            return loaded(session, entries, span);
        } finally {
            shared.turn().lock().unlock();
        }
    }

    private long loaded(Session session, List<Kept> entries, Span span) {
        own.prepare(session);
        while (true) {
            try {
                return attempt(session, entries, span);
            } catch (Evolution.Locked e) {
                locked.add(e.table() + "." + e.column());
                shared.warnings()
                        .accept(
                                "The column %s of %s keeps its type, fractions go to discards: %s"
                                        .formatted(
                                                e.column(),
                                                source.table(e.table()),
                                                e.getMessage()));
            }
        }
    }

    private long attempt(Session session, List<Kept> entries, Span span) {
        boolean done = false;
        session.begin(Session.Mode.WRITE);
        try {
            shared.turn().hold(session, own, source.name());
            OptionalLong at = span.offsets().read(session);
            if (at.isPresent() && at.getAsLong() > span.from()) {
                known = knownIds();
                knownRejected = knownRejectedIds();
                return at.getAsLong();
            }
            List<Kept> loaded = write(session, entries);
            span.offsets().write(session, span.next(), span.everyone());
            Commit.of(session);
            done = true;
            known.loaded(loaded);
            marked.add(rows == null ? 0 : rows.marked().size());
            knownRejected.loaded(refused);
            rejected.add(refused.size());
            refused = List.of();
            return span.next();
        } finally {
            session.rollback();
            if (rows != null) {
                rows.clear(shared.kept());
            }
            if (!done) {
                tables = null;
            }
        }
    }

    private List<Kept> write(Session session, List<Kept> entries) {
        Instant loadedAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
        EventRows gathered = refresh(session);
        Tables all = Objects.requireNonNull(tables);
        List<Kept> events = new ArrayList<>(entries.size());
        for (Kept kept : entries) {
            switch (kept.entry()) {
                case Event event -> events.add(kept);
                case Refused refused -> gathered.add(refused);
            }
        }
        List<Kept> fresh =
                all.get(Standard.EVENTS).isPresent()
                        ? known.fresh(session, events)
                        : known.once(events);
        Plan plan = source.plan();
        refused = List.of();
        if (plan == null) {
            fresh.forEach(gathered::add);
        } else {
            Map<Kept, String> reasons = new LinkedHashMap<>();
            fresh.forEach(each -> judge(each, plan, gathered, reasons));
            refuse(session, all, reasons, gathered);
        }
        new Side(all, gathered).fill();
        own.makeSchema(session, source.schema());
        new Evolution(session, own, source).apply(Changes.of(all), loadedAt);
        append(session, all, micros(loadedAt));
        all.made();
        return fresh;
    }

    private static void judge(
            Kept arrived, Plan plan, EventRows gathered, Map<Kept, String> reasons) {
        Event event = arrived.event();
        switch (plan.judge(event)) {
            case Verdict.Passed(Event left, List<Violation> violations) -> {
                gathered.add(arrived, left, event);
                gathered.add(arrived, violations);
            }
            case Verdict.Rejected(String reason) -> reasons.put(arrived, reason);
        }
    }

    /** Sets aside what the plan rejected, each event once. */
    private void refuse(
            Session session, Tables all, Map<Kept, String> reasons, EventRows gathered) {
        if (reasons.isEmpty()) {
            return;
        }
        List<Kept> events = List.copyOf(reasons.keySet());
        refused =
                all.get(Standard.REJECTED).isPresent()
                        ? knownRejected.fresh(session, events)
                        : knownRejected.once(events);
        for (Kept each : refused) {
            String reason = reasons.getOrDefault(each, "");
            Event event = each.event();
            gathered.add(new Refused(event.source(), event.receivedAt(), reason, event.payload()));
        }
    }

    private static long micros(Instant instant) {
        return instant.getEpochSecond() * MICROS + instant.getNano() / 1_000;
    }

    private void append(Session session, Tables all, long loadedAt) {
        for (Table table : all.all()) {
            if (table.rows() == 0) {
                continue;
            }
            List<Vector> columns = table.vectors(loadedAt);
            switch (table.name()) {
                case Standard.USERS, Standard.ACCOUNTS -> {}
                default -> append(session, source.table(table.name()), columns, table.rows());
            }
        }
        profiles(session, all, loadedAt, Standard.USERS, Standard.IDENTIFIES);
        profiles(session, all, loadedAt, Standard.ACCOUNTS, Standard.GROUPS);
    }

    private static void append(Session session, TableName table, List<Vector> columns, int rows) {
        long loaded = session.append(table, columns);
        if (loaded != rows) {
            throw new ShadufException(
                    Failure.INTERNAL,
                    "%d of %d rows arrived in %s.".formatted(loaded, rows, table),
                    "Nothing was kept; the load is tried again.");
        }
    }

    private void profiles(
            Session session, Tables all, long loadedAt, String profiles, String calls) {
        Table table = all.get(profiles);
        if (table.rows() == 0) {
            return;
        }
        Map<String, String> types = new HashMap<>();
        for (Slot slot : all.get(calls).slots()) {
            ColumnType type = slot.type();
            if (type != null) {
                types.put(slot.name(), type.type().name());
            }
        }
        String owner = profiles.equals(Standard.USERS) ? Standard.USER_ID : "group_id";
        new Profiles(session, source.table(profiles), source.table(calls), owner)
                .merge(Fold.of(table, table.vectors(loadedAt)), types);
    }

    /** The tables as they are in the warehouse now. */
    private EventRows refresh(Session session) {
        Map<String, List<Column>> layout = session.layout(source.schema());
        Set<String> mine = ownTables(session);
        Tables cached = tables;
        EventRows gathered = rows;
        if (cached != null && gathered != null && cached.matches(layout, mine)) {
            return gathered;
        }
        refuseForeign(layout, mine);
        Tables fresh = new Tables(session.dialect(), source.maxColumns());
        fresh.found(layout, mine);
        if (fresh.get(Standard.NAMES).isPresent()) {
            recallNames(session, fresh);
        }
        locked.forEach(fresh::lock);
        EventRows empty = new EventRows(fresh, shared.userAgents());
        tables = fresh;
        rows = empty;
        return empty;
    }

    private Set<String> ownTables(Session session) {
        Set<String> mine = new HashSet<>();
        Sql query =
                Sql.of(
                        "select table_name from "
                                + OwnTables.quoted(session.dialect(), own.name("shaduf_tables"))
                                + " where table_schema = ?",
                        source.schema());
        try (RowStream found = session.rows(query)) {
            while (found.next()) {
                mine.add(String.valueOf(found.text(0)));
            }
        }
        return mine;
    }

    private void refuseForeign(Map<String, List<Column>> layout, Set<String> mine) {
        for (String table : Standard.tableNames()) {
            if (layout.containsKey(table) && !mine.contains(table)) {
                throw new ShadufException(
                        OwnFailure.NOT_OWN_TABLE,
                        "The table %s.%s is there already and was not made by Shaduf."
                                .formatted(source.schema(), table),
                        "Give the source %s another 'schema:', or 'type: warehouse'."
                                .formatted(source.name()));
            }
        }
    }

    private void recallNames(Session session, Tables fresh) {
        String names = OwnTables.quoted(session.dialect(), source.table(Standard.NAMES));
        Sql query = Sql.of("select table_name, column_name, original from " + names);
        try (RowStream found = session.rows(query)) {
            while (found.next()) {
                fresh.recall(
                        String.valueOf(found.text(0)),
                        found.text(1),
                        String.valueOf(found.text(2)));
            }
        }
    }
}
