package dev.shaduf.live.load;

import dev.shaduf.live.column.Owners.Claim;
import dev.shaduf.live.event.Refused;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/**
 * The rows beside those of events: what did not fit, what was refused, what a plan marked, and the
 * names that were given.
 */
final class Side {

    private final Tables tables;
    private final EventRows rows;

    Side(Tables tables, EventRows rows) {
        this.tables = tables;
        this.rows = rows;
    }

    /** Adds them to their tables. */
    void fill() {
        Table discards = tables.get(Standard.DISCARDS);
        for (EventRows.Discarded each : rows.discarded()) {
            discards.begin(null);
            put(discards, "table_name", each.table());
            put(discards, "column_name", each.column());
            put(discards, "row_id", each.event().messageId());
            put(discards, "column_value", each.value());
            put(discards, "reason", each.reason());
            discards.slot(Standard.RECEIVED_AT).put(each.event().receivedAt());
        }
        Table rejected = tables.get(Standard.REJECTED);
        for (Refused each : rows.refused()) {
            rejected.begin(null);
            rejected.slot(Standard.RECEIVED_AT).put(each.receivedAt());
            put(rejected, "reason", each.reason());
            put(rejected, "payload", new String(each.payload(), StandardCharsets.UTF_8));
        }
        Table violations = tables.get(Standard.VIOLATIONS);
        for (EventRows.Marked each : rows.marked()) {
            violations.begin(null);
            put(violations, "event_id", each.event().messageId());
            put(violations, Standard.EVENT, each.violation().event());
            put(violations, "field", each.violation().field());
            put(violations, "kind", each.violation().kind());
            put(violations, "message", each.violation().message());
            violations.slot(Standard.RECEIVED_AT).put(each.event().receivedAt());
        }
        tables.freshNames().forEach(claim -> name(claim.name(), null, claim));
        for (Table table : tables.all()) {
            if (table.isWanted()) {
                table.freshNames().forEach(claim -> name(table.name(), claim.name(), claim));
            }
        }
    }

    private void name(String table, @Nullable String column, Claim claim) {
        Table names = tables.get(Standard.NAMES);
        names.begin(null);
        put(names, "table_name", table);
        put(names, "column_name", column);
        put(names, "original", claim.original());
        names.slot("first_seen").put(claim.firstSeen());
    }

    private void put(Table table, String column, @Nullable String text) {
        if (text != null) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            table.slot(column).put(utf8, text, rows::add);
        }
    }
}
