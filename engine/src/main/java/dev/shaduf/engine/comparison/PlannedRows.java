package dev.shaduf.engine.comparison;

import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The operations of a planned table, read in pages so that memory stays flat. Not shared between
 * threads.
 */
public final class PlannedRows {

    private static final int PAGE = 10_000;

    private final Session session;
    private final String select;
    private final String number;
    private final long last;
    private final Deque<PlannedRow> page = new ArrayDeque<>();
    private long read;

    /**
     * One planned operation.
     *
     * @param op A, C or R
     * @param hash of the values; 0 for a removal
     * @param fields the model's row as JSON text; null for a removal
     * @param oldMatch JSON texts of the match values that were delivered
     * @param takenOver whether another valid row has these now
     * @param strays further match values that the tool has the row under, JSON texts each
     */
    public record PlannedRow(
            long n,
            char op,
            String rowId,
            long hash,
            long deliveries,
            @Nullable String fields,
            List<String> oldMatch,
            boolean takenOver,
            List<List<String>> strays) {}

    public PlannedRows(Session session, Definition definition, PlannedTable planned) {
        this.session = session;
        this.select = select(session, definition, planned);
        this.number = planned.number();
        // Within the transaction that made the table places do not begin at 0.
        this.read = end(session, "min", planned) - 1;
        this.last = end(session, "max", planned);
    }

    private static String select(Session session, Definition definition, PlannedTable planned) {
        String key = new DiffSql(session.dialect(), definition, Invalid.Tables.NONE).keyAsMatch("");
        return "SELECT "
                + planned.number()
                + ", op, row_id, h, deliveries, fields, CASE WHEN op = 'R' THEN"
                + " coalesce(old_match, "
                + key
                + ") ELSE old_match END, taken_over, strays FROM "
                + planned.name()
                + " WHERE invalid IS NULL AND op IN ('A', 'C', 'R') AND ";
    }

    private static long end(Session session, String which, PlannedTable planned) {
        return session.number(
                Sql.of("SELECT " + which + "(" + planned.number() + ") FROM " + planned.name()));
    }

    /** The next operation; null after the last. */
    public @Nullable PlannedRow next() {
        while (page.isEmpty() && read < last) {
            fill(number + " > " + read + " AND " + number + " <= " + (read + PAGE));
            read += PAGE;
        }
        return page.poll();
    }

    /** The operations with these numbers, in that order. */
    public List<PlannedRow> of(long[] numbers) {
        if (numbers.length == 0) {
            return List.of();
        }
        Deque<PlannedRow> kept = new ArrayDeque<>(page);
        page.clear();
        String all =
                LongStream.of(numbers).mapToObj(Long::toString).collect(Collectors.joining(","));
        fill(number + " IN (" + all + ")");
        Map<Long, PlannedRow> found = new HashMap<>();
        page.forEach(row -> found.put(row.n(), row));
        page.clear();
        page.addAll(kept);
        List<PlannedRow> ordered = new ArrayList<>();
        for (long number : numbers) {
            PlannedRow row = found.get(number);
            if (row != null) {
                ordered.add(row);
            }
        }
        return ordered;
    }

    private void fill(String where) {
        // Sorted here: a warehouse would sort whole rows, and they come nearly in order.
        List<PlannedRow> some = new ArrayList<>();
        try (RowStream rows = session.rows(Sql.of(select + where))) {
            while (rows.next()) {
                some.add(
                        new PlannedRow(
                                rows.whole(0),
                                String.valueOf(rows.text(1)).charAt(0),
                                String.valueOf(rows.text(2)),
                                rows.whole(3),
                                rows.whole(4),
                                rows.text(5),
                                texts(rows.text(6)),
                                rows.flag(7),
                                strays(rows.text(8))));
            }
        }
        some.sort(Comparator.comparingLong(PlannedRow::n));
        page.addAll(some);
    }

    private static List<List<String>> strays(@Nullable String lines) {
        return lines == null ? List.of() : lines.lines().map(PlannedRows::texts).toList();
    }

    private static List<String> texts(@Nullable String json) {
        if (json == null || !(Json.parse(json) instanceof Json.Arr(List<Json> items))) {
            return List.of();
        }
        return items.stream().map(Json::toString).toList();
    }
}
