package dev.shaduf.live.load;

import dev.shaduf.live.column.Gather;
import dev.shaduf.live.event.Times;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.warehouse.Vector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of a batch that change profiles, as one row for each: of every trait the newest value
 * that is not null, by {@code timestamp}, then {@code received_at}, then the order of the log.
 * Pure.
 */
final class Fold {

    /** When the oldest of a profile's rows was; no trait can be called so. */
    static final String FIRST_TIMESTAMP = "_first_timestamp";

    static final String FIRST_RECEIVED_AT = "_first_received_at";

    private Fold() {}

    /**
     * Folds the gathered rows of a table.
     *
     * @param table {@code users} or {@code accounts}
     */
    static List<Vector> of(Table table, List<Vector> columns) {
        int[][] rows = byProfile(table);
        List<Vector> folded = new ArrayList<>();
        for (Vector column : columns) {
            folded.add(Gather.of(column, newest(column, rows)));
        }
        int[] oldest = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            oldest[i] = rows[i][0];
        }
        for (Vector column : columns) {
            switch (column.column().name()) {
                case Standard.TIMESTAMP -> folded.add(first(column, FIRST_TIMESTAMP, oldest));
                case Standard.RECEIVED_AT -> folded.add(first(column, FIRST_RECEIVED_AT, oldest));
                default -> {}
            }
        }
        return folded;
    }

    private static Vector first(Vector column, String name, int[] oldest) {
        Vector.Whole times = (Vector.Whole) Gather.of(column, oldest);
        return new Vector.Whole(
                new Column(name, column.column().type()),
                times.rows(),
                times.valid(),
                times.values());
    }

    /** The rows of each profile, the oldest first. */
    private static int[][] byProfile(Table table) {
        Map<String, List<Integer>> profiles = new LinkedHashMap<>();
        List<String> keys = table.keys();
        for (int row = 0; row < keys.size(); row++) {
            profiles.computeIfAbsent(keys.get(row), key -> new ArrayList<>()).add(row);
        }
        Comparator<Integer> order =
                Comparator.<Integer>comparingLong(row -> times(table, row).corrected())
                        .thenComparingLong(row -> times(table, row).received());
        return profiles.values().stream()
                .map(rows -> rows.stream().sorted(order).mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    private static Times times(Table table, int row) {
        return table.event(row).event().times();
    }

    private static int[] newest(Vector column, int[][] rows) {
        int[] picks = new int[rows.length];
        Arrays.fill(picks, -1);
        for (int i = 0; i < rows.length; i++) {
            for (int at = rows[i].length - 1; at >= 0 && picks[i] < 0; at--) {
                picks[i] = column.isNull(rows[i][at]) ? -1 : rows[i][at];
            }
        }
        return picks;
    }
}
