package dev.shaduf.live.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Common;
import dev.shaduf.engine.project.TrackingPlan;
import dev.shaduf.live.event.Entry;
import dev.shaduf.live.event.Event;
import dev.shaduf.live.event.EventType;
import dev.shaduf.live.event.Times;
import dev.shaduf.live.plan.Plan;
import dev.shaduf.live.useragent.UserAgents;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.Type.Kind;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.spi.warehouse.Warehouse;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A source {@code shop} that events are loaded for, as a test sees it. */
final class Landing {

    static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    final Warehouse warehouse;
    private final OwnTables own = new OwnTables("test", "shaduf");
    private final Offsets offsets = new Offsets(own, new Offsets.Place("embedded", 0, "shop"));
    private EventSource source = source("shop");
    final List<String> warnings = new ArrayList<>();
    private EventLoad load = fresh();
    private long position;
    private int ids;

    Landing(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** A source as projects have them. */
    static EventSource source(String name) {
        return new EventSource(name, name, EventSource.MAX_COLUMNS, Duration.ofHours(24), null);
    }

    /** What loads sources into a warehouse. */
    static Loading loading(
            Warehouse warehouse, LoadPace pace, Consumer<String> warnings, String... sources) {
        return new Loading(
                new Loading.Setup(
                        warehouse,
                        new OwnTables("test", "shaduf"),
                        Stream.of(sources).map(Landing::source).toList(),
                        pace,
                        Duration.ofDays(30),
                        warnings));
    }

    private EventLoad fresh() {
        return new EventLoad(
                source,
                own,
                new EventLoad.Shared(Turn.undisputed(), new UserAgents(), 1 << 20, warnings::add));
    }

    /** As if the process had been started again. */
    void restart() {
        load = fresh();
    }

    void maxColumns(int most) {
        source = new EventSource("shop", "shop", most, Duration.ofHours(24), null);
        restart();
    }

    /** Events must look as a plan says: of the event E the properties n and s. */
    void plan(TrackingPlan.Unplanned unplanned, TrackingPlan.Violations violations) {
        Json schema =
                Json.parse(
                        "{\"required\":[\"n\"],\"properties\":{\"n\":{\"type\":[\"number\"]},"
                                + "\"s\":{\"type\":[\"string\"]}}}");
        Plan plan =
                new Plan(
                        new TrackingPlan(
                                Common.named("plan"),
                                Map.of("E", (Json.Obj) schema),
                                Map.of(),
                                unplanned,
                                violations));
        source =
                new EventSource(
                        "shop", "shop", EventSource.MAX_COLUMNS, Duration.ofHours(24), plan);
        restart();
    }

    /** Loads entries in one transaction. */
    void load(Entry... entries) {
        try (Session session = warehouse.open()) {
            EventLoad.Span span =
                    new EventLoad.Span(offsets, position, position + entries.length, true);
            position = load.load(session, kept(entries), span);
        }
    }

    /** Loads entries as if they stood at a place of the log; gives where to go on. */
    long loadAt(long from, Entry... entries) {
        try (Session session = warehouse.open()) {
            EventLoad.Span span = new EventLoad.Span(offsets, from, from + entries.length, true);
            return load.load(session, kept(entries), span);
        }
    }

    private static List<Kept> kept(Entry... entries) {
        return Stream.of(entries).map(each -> (Kept) () -> each).toList();
    }

    /** Where the warehouse says to go on. */
    long position() {
        try (Session session = warehouse.open()) {
            return offsets.read(session).orElse(0);
        }
    }

    Event track(String event, String properties) {
        return event(
                EventType.TRACK,
                "u1",
                "\"event\":" + Json.of(event) + ",\"properties\":" + properties);
    }

    Event identify(String user, String traits) {
        return event(EventType.IDENTIFY, user, "\"traits\":" + traits);
    }

    Event event(EventType type, @Nullable String user, String members) {
        return event(type, user, members, NOON.plusSeconds(ids));
    }

    Event event(EventType type, @Nullable String user, String members, Instant at) {
        return event("m" + ++ids, type, user, members, at);
    }

    Event event(String id, EventType type, @Nullable String user, String members, Instant at) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, at);
        String json =
                "{\"type\":\"%s\",\"messageId\":\"%s\",%s}".formatted(type.word(), id, members);
        Times times = new Times(micros + 1_000_000, micros + 500_000, micros, micros);
        return new Event(
                "shop", type, id, user, user == null ? "a1" : null, times, json.getBytes(UTF_8));
    }

    /** An event that no plan has, as the collector writes it. */
    Event refused(String id) {
        String members = "\"receivedAt\":\"2026-05-01T12:00:00.000Z\",\"event\":\"None\"";
        return event(id, EventType.TRACK, "u1", members, NOON);
    }

    Event identifyAt(String user, String traits, int second) {
        return event(EventType.IDENTIFY, user, "\"traits\":" + traits, NOON.plusSeconds(second));
    }

    Event page(String id, Duration later) {
        return event(id, EventType.PAGE, "u1", "\"name\":\"P\"", NOON.plus(later));
    }

    List<String> tables() {
        try (Session session = warehouse.open()) {
            return session.tables("shop");
        }
    }

    List<String> columns(String table) {
        try (Session session = warehouse.open()) {
            return session.layout("shop").getOrDefault(table, List.of()).stream()
                    .map(Column::name)
                    .toList();
        }
    }

    void sql(String statement) {
        try (Session session = warehouse.open()) {
            session.execute(Sql.of(statement));
        }
    }

    /** The rows of a query, the columns joined by bars. */
    List<String> rows(String query) {
        List<String> all = new ArrayList<>();
        try (Session session = warehouse.open();
                RowStream rows = session.rows(Sql.of(query))) {
            while (rows.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 0; i < rows.columns().size(); i++) {
                    boolean flag = rows.columns().get(i).type().kind() == Kind.BOOLEAN;
                    String text = rows.isNull(i) ? null : flag ? "" + rows.flag(i) : rows.text(i);
                    row.append(i == 0 ? "" : "|").append(text);
                }
                all.add(row.toString());
            }
        }
        return all;
    }

    /** The kind of a column's type; null where there is no such column. */
    @Nullable Kind kind(String table, String column) {
        try (Session session = warehouse.open()) {
            return session.layout("shop").getOrDefault(table, List.of()).stream()
                    .filter(each -> each.name().equals(column))
                    .map(each -> each.type().kind())
                    .findFirst()
                    .orElse(null);
        }
    }
}
