package dev.shaduf.live.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shaduf.live.column.Token;
import dev.shaduf.live.event.Event;
import dev.shaduf.live.event.Refused;
import dev.shaduf.live.event.Times;
import dev.shaduf.live.load.Section.Part;
import dev.shaduf.live.plan.Violation;
import dev.shaduf.live.useragent.UserAgents;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Makes rows of events: each goes into every table it belongs to. Belongs to one thread. */
final class EventRows implements Discards {

    private static final int MOST_NAMES = 10_000;
    private static final long MICROS_PER_MILLI = 1_000;

    private final Tables tables;
    private final UserAgents userAgents;
    private final Payload payload = new Payload();
    private final Map<String, Route> routes = new HashMap<>();
    private final Map<String, Route> tracks = new HashMap<>();
    private final List<Discarded> discarded = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();
    private final List<Marked> marked = new ArrayList<>();

    /** Of the event whose rows are being made. */
    private @Nullable Kept present;

    EventRows(Tables tables, UserAgents userAgents) {
        this.tables = tables;
        this.userAgents = userAgents;
    }

    /** Where events of a kind go: the tables, their context's columns and their body's. */
    private record Route(List<Table> tables, Section context, Section body, String event) {}

    /** A value that did not fit. */
    record Discarded(
            String table, @Nullable String column, Kept event, String reason, String value) {}

    @Override
    public void add(
            String table, @Nullable String column, Kept event, String reason, String value) {
        discarded.add(new Discarded(table, column, event, reason, value));
    }

    /** The values that did not fit. */
    List<Discarded> discarded() {
        return discarded;
    }

    /** What was refused before it came here. */
    List<Refused> refused() {
        return refused;
    }

    /** A difference of an event from its plan. */
    record Marked(Kept event, Violation violation) {}

    /** What a tracking plan marked. */
    List<Marked> marked() {
        return marked;
    }

    /** Adds what a tracking plan says of an event that is added. */
    void add(Kept event, List<Violation> violations) {
        violations.forEach(each -> marked.add(new Marked(event, each)));
    }

    /** Adds an event that was refused. */
    void add(Refused entry) {
        refused.add(entry);
    }

    /** Adds the rows of an event. */
    void add(Kept arrived) {
        Event event = arrived.event();
        add(arrived, event, event);
    }

    /**
     * Adds the rows of an event.
     *
     * @param event what a tracking plan left of it
     * @param whole the same as it was accepted
     */
    void add(Kept arrived, Event event, Event whole) {
        payload.read(event.payload());
        present = arrived;
        events(whole);
        switch (event.type()) {
            case TRACK -> track(event);
            case IDENTIFY -> identify(event);
            case PAGE -> named(event, Standard.PAGES);
            case SCREEN -> named(event, Standard.SCREENS);
            case GROUP -> group(event);
            case ALIAS -> {
                Route route = route(Standard.ALIASES, List.of(Standard.ALIASES));
                common(event, route);
                put(route.tables().getFirst(), "previous_id", payload.previousId);
                sections(event, route, 0);
            }
        }
    }

    private void events(Event event) {
        Table events = tables.get(Standard.EVENTS);
        Times times = event.times();
        events.begin(present);
        put(events, Standard.ID, event.messageId());
        put(events, "type", event.type().word());
        put(events, Standard.EVENT, payload.event);
        put(events, Standard.USER_ID, event.userId());
        put(events, Standard.ANONYMOUS_ID, event.anonymousId());
        events.slot(Standard.TIMESTAMP).put(times.corrected());
        events.slot(Standard.RECEIVED_AT).put(times.received());
        if (times.hasOriginal()) {
            long skew = times.corrected() - times.original();
            events.slot("skew_ms").put(Math.floorDiv(skew, MICROS_PER_MILLI));
        }
        byte[] json = event.payload();
        events.slot("payload").putJson(json, this);
    }

    private void track(Event event) {
        String text = payload.event.text();
        Route known = tracks.get(text);
        Route route = known == null ? track(event, text) : known;
        if (known == null && tracks.size() < MOST_NAMES) {
            tracks.put(text, route);
        }
        common(event, route);
        byte[] name = route.event().getBytes(UTF_8);
        for (Table table : route.tables()) {
            table.slot(Standard.EVENT).put(name, route.event(), this);
            put(table, Standard.EVENT_TEXT, payload.event);
        }
        sections(event, route, payload.properties);
        if (route.tables().size() == 1 && payload.properties > 0) {
            String value = payload.propertiesText();
            Kept arrived = Objects.requireNonNull(present);
            add(route.event(), null, arrived, "too_many_tables", value);
        }
    }

    private Route track(Event event, String text) {
        String name = tables.nameOf(text, event.receivedAt());
        Route known = routes.get(name);
        if (known != null) {
            return known;
        }
        Table own = tables.event(name);
        Table all = tables.get(Standard.TRACKS);
        List<Table> to = own == null ? List.of(all) : List.of(own, all);
        Route route =
                new Route(
                        to,
                        new Section(Part.CONTEXT, to, tables.maxColumns()),
                        new Section(
                                Part.BODY,
                                own == null ? List.of() : List.of(own),
                                tables.maxColumns()),
                        name);
        if (own != null) {
            routes.put(name, route);
        }
        return route;
    }

    private void identify(Event event) {
        String id = event.userId();
        Route route =
                id == null
                        ? route(Standard.IDENTIFIES, List.of(Standard.IDENTIFIES))
                        : profiles(Standard.USERS, Standard.IDENTIFIES);
        common(event, route);
        if (id != null) {
            profile(event, tables.get(Standard.USERS), id);
        }
        sections(event, route, payload.identity());
    }

    private void group(Event event) {
        boolean absent = payload.groupId.isAbsent();
        Route route =
                absent
                        ? route(Standard.GROUPS, List.of(Standard.GROUPS))
                        : profiles(Standard.ACCOUNTS, Standard.GROUPS);
        common(event, route);
        put(tables.get(Standard.GROUPS), "group_id", payload.groupId);
        if (!absent) {
            profile(event, tables.get(Standard.ACCOUNTS), payload.groupId.text());
        }
        sections(event, route, payload.traits);
    }

    private void profile(Event event, Table profiles, String id) {
        profiles.begin(present);
        profiles.key(id);
        put(profiles, Standard.ID, id);
        profiles.slot(Standard.RECEIVED_AT).put(event.times().received());
        profiles.slot(Standard.TIMESTAMP).put(event.times().corrected());
    }

    private void named(Event event, String table) {
        Route route = route(table, List.of(table));
        common(event, route);
        put(tables.get(table), "name", payload.name);
        put(tables.get(table), "category", payload.category);
        sections(event, route, payload.properties);
    }

    /** The route of events that also change a profile: only their body goes there. */
    private Route profiles(String profiles, String calls) {
        return routes.computeIfAbsent(
                "+" + profiles,
                key ->
                        new Route(
                                List.of(tables.get(calls)),
                                new Section(
                                        Part.CONTEXT,
                                        List.of(tables.get(calls)),
                                        tables.maxColumns()),
                                new Section(
                                        Part.BODY,
                                        List.of(tables.get(calls), tables.get(profiles)),
                                        tables.maxColumns()),
                                ""));
    }

    private Route route(String key, List<String> names) {
        return routes.computeIfAbsent(
                "+" + key,
                each -> {
                    List<Table> to = names.stream().map(tables::get).toList();
                    return new Route(
                            to,
                            new Section(Part.CONTEXT, to, tables.maxColumns()),
                            new Section(Part.BODY, to, tables.maxColumns()),
                            "");
                });
    }

    private void common(Event event, Route route) {
        Times times = event.times();
        for (Table table : route.tables()) {
            table.begin(present);
            put(table, Standard.ID, event.messageId());
            put(table, Standard.ANONYMOUS_ID, event.anonymousId());
            put(table, Standard.USER_ID, event.userId());
            table.slot(Standard.RECEIVED_AT).put(times.received());
            if (times.hasSent()) {
                table.slot(Standard.SENT_AT).put(times.sent());
            }
            table.slot(Standard.TIMESTAMP).put(times.corrected());
            if (times.hasOriginal()) {
                table.slot(Standard.ORIGINAL_TIMESTAMP).put(times.original());
            }
        }
    }

    private void sections(Event event, Route route, int body) {
        Row row = new Row(event.receivedAt(), this);
        if (payload.context > 0) {
            byte[] filled = userAgents.filled(event.payload(), payload.context);
            byte[] json = filled == null ? event.payload() : filled;
            route.context().put(json, filled == null ? payload.context : 1, row);
        }
        if (body > 0) {
            route.body().put(event.payload(), body, row);
        }
    }

    private void put(Table table, String column, @Nullable String text) {
        if (text != null) {
            table.slot(column).put(text.getBytes(UTF_8), text, this);
        }
    }

    private void put(Table table, String column, Token value) {
        if (value.kind != Token.Kind.NULL) {
            table.slot(column).put(value, this);
        }
    }

    /** Forgets all rows; so many bytes of memory may be kept for the next ones. */
    void clear(long most) {
        present = null;
        tables.clear(most);
        discarded.clear();
        refused.clear();
        marked.clear();
    }
}
