package dev.shaduf.live.load;

import dev.shaduf.live.column.Form;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The tables that every event source has, and the columns that they have from the start. */
final class Standard {

    static final String EVENTS = "events";
    static final String TRACKS = "tracks";
    static final String IDENTIFIES = "identifies";
    static final String PAGES = "pages";
    static final String SCREENS = "screens";
    static final String GROUPS = "groups";
    static final String ALIASES = "aliases";
    static final String USERS = "users";
    static final String ACCOUNTS = "accounts";
    static final String DISCARDS = "discards";
    static final String REJECTED = "rejected_events";
    static final String VIOLATIONS = "violations";
    static final String NAMES = "names";

    static final String ID = "id";
    static final String ANONYMOUS_ID = "anonymous_id";
    static final String USER_ID = "user_id";
    static final String RECEIVED_AT = "received_at";
    static final String SENT_AT = "sent_at";
    static final String TIMESTAMP = "timestamp";
    static final String ORIGINAL_TIMESTAMP = "original_timestamp";
    static final String LOADED_AT = "loaded_at";
    static final String EVENT = "event";
    static final String EVENT_TEXT = "event_text";

    private static final Map<String, Form> COMMON = common();
    private static final Map<String, Form> TRACK = with(EVENT, EVENT_TEXT);
    private static final Map<String, Form> NAMED = with("name", "category");

    private static final Map<String, Map<String, Form>> TABLES = tables();

    private Standard() {}

    /** The names of all of them. */
    static Set<String> tableNames() {
        return TABLES.keySet();
    }

    /** The columns that a table has from the start; those of an event's own table for any other. */
    static Map<String, Form> columns(String table) {
        return TABLES.getOrDefault(table, TRACK);
    }

    private static Map<String, Form> common() {
        Map<String, Form> columns = texts(ID, ANONYMOUS_ID, USER_ID);
        for (String time : new String[] {RECEIVED_AT, SENT_AT, TIMESTAMP, ORIGINAL_TIMESTAMP}) {
            columns.put(time, Form.INSTANT);
        }
        columns.put(LOADED_AT, Form.INSTANT);
        return columns;
    }

    private static Map<String, Form> with(String... more) {
        Map<String, Form> columns = new LinkedHashMap<>(COMMON);
        columns.putAll(texts(more));
        return columns;
    }

    private static Map<String, Form> texts(String... names) {
        Map<String, Form> columns = new LinkedHashMap<>();
        for (String name : names) {
            columns.put(name, Form.TEXT);
        }
        return columns;
    }

    private static Map<String, Map<String, Form>> tables() {
        Map<String, Map<String, Form>> tables = new LinkedHashMap<>();
        tables.put(EVENTS, events());
        tables.put(TRACKS, TRACK);
        tables.put(IDENTIFIES, COMMON);
        tables.put(PAGES, NAMED);
        tables.put(SCREENS, NAMED);
        tables.put(GROUPS, with("group_id"));
        tables.put(ALIASES, with("previous_id"));
        tables.put(USERS, profile());
        tables.put(ACCOUNTS, profile());
        Map<String, Form> discards =
                texts("table_name", "column_name", "row_id", "column_value", "reason");
        discards.put(RECEIVED_AT, Form.INSTANT);
        discards.put(LOADED_AT, Form.INSTANT);
        tables.put(DISCARDS, discards);
        Map<String, Form> rejected = new LinkedHashMap<>();
        rejected.put(RECEIVED_AT, Form.INSTANT);
        rejected.putAll(texts("reason", "payload"));
        tables.put(REJECTED, rejected);
        Map<String, Form> violations = texts("event_id", EVENT, "field", "kind", "message");
        violations.put(RECEIVED_AT, Form.INSTANT);
        tables.put(VIOLATIONS, violations);
        Map<String, Form> names = texts("table_name", "column_name", "original");
        names.put("first_seen", Form.INSTANT);
        tables.put(NAMES, names);
        return tables;
    }

    private static Map<String, Form> events() {
        Map<String, Form> events = texts(ID, "type", EVENT, USER_ID, ANONYMOUS_ID);
        events.put(TIMESTAMP, Form.INSTANT);
        events.put(RECEIVED_AT, Form.INSTANT);
        events.put("skew_ms", Form.WHOLE);
        events.put(LOADED_AT, Form.INSTANT);
        events.put("payload", Form.JSON);
        return events;
    }

    /** A row per user or account: its traits, and when the newest of its events was. */
    private static Map<String, Form> profile() {
        Map<String, Form> columns = texts(ID);
        columns.put(RECEIVED_AT, Form.INSTANT);
        columns.put(TIMESTAMP, Form.INSTANT);
        columns.put(LOADED_AT, Form.INSTANT);
        return columns;
    }
}
