package dev.shaduf.destination.tables;

import dev.shaduf.spi.destination.Action;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.StringJoiner;

/** Writes the statements that take staged rows into their table. Pure. */
final class Merge {

    private final Database database;
    private final Layout layout;
    private final Stage stage;
    private final List<Table.Column> columns;
    private final String table;

    Merge(Database database, Layout layout, Stage stage) {
        this.database = database;
        this.layout = layout;
        this.stage = stage;
        this.columns = layout.columns();
        this.table = database.quote(layout.table().name());
    }

    /** The statements for an action on the rows that {@code which} selects ({@code s.s = 0}). */
    List<String> statements(Action action, BitSet set, String which) {
        return switch (action) {
            case INSERT -> List.of(insert(set, staged(which), ""));
            case UPDATE -> update(set, which);
            case UPSERT -> upsert(set, which);
            case DELETE -> List.of(delete(which));
            case ADD, REMOVE -> throw new IllegalArgumentException("a table has no members");
        };
    }

    /** The places of selected rows that the table does not know. */
    String strangers(String which) {
        return "SELECT s.n" + missing(which);
    }

    private String missing(String which) {
        return " FROM "
                + Stage.NAME
                + " s LEFT JOIN "
                + table
                + " t ON "
                + match()
                + " WHERE "
                + which
                + " AND t."
                + name(0)
                + " IS NULL";
    }

    private List<String> upsert(BitSet set, String which) {
        if (layout.unique() && complete(set)) {
            return List.of(insert(set, staged(which), conflict(set)));
        }
        List<String> both = new ArrayList<>(update(set, which));
        both.add(insert(set, missing(which), ""));
        return both;
    }

    /**
     * Whether rows of this set can be inserted: a database looks for missing values before it looks
     * for a conflict, so that known rows would be refused as well.
     */
    private boolean complete(BitSet set) {
        return layout.table().columns().stream()
                .filter(Table.Column::required)
                .allMatch(column -> columns.contains(column) && set.get(columns.indexOf(column)));
    }

    private String insert(BitSet set, String from, String conflict) {
        StringJoiner names = new StringJoiner(", ");
        StringJoiner values = new StringJoiner(", ");
        for (int i = 0; i < columns.size(); i++) {
            if (set.get(i)) {
                names.add(name(i));
                values.add(stage.value(i));
            }
        }
        return "INSERT INTO " + table + " (" + names + ") SELECT " + values + from + conflict;
    }

    private static String staged(String which) {
        return " FROM " + Stage.NAME + " s WHERE " + which;
    }

    private String conflict(BitSet set) {
        StringJoiner keys = new StringJoiner(", ", " ON CONFLICT (", ") DO ");
        for (int i = 0; i < layout.match().size(); i++) {
            keys.add(name(i));
        }
        StringJoiner changes = new StringJoiner(", ", "UPDATE SET ", "").setEmptyValue("NOTHING");
        for (int i = layout.match().size(); i < columns.size(); i++) {
            if (set.get(i)) {
                changes.add(name(i) + " = EXCLUDED." + name(i));
            }
        }
        return keys.toString() + changes;
    }

    /** None where the rows have no columns but the match. */
    private List<String> update(BitSet set, String which) {
        StringJoiner changes = new StringJoiner(", ");
        for (int i = layout.match().size(); i < columns.size(); i++) {
            if (set.get(i)) {
                changes.add(name(i) + " = " + stage.value(i));
            }
        }
        if (changes.length() == 0) {
            return List.of();
        }
        return List.of(database.update(table, changes.toString(), which, match()));
    }

    private String delete(String which) {
        return "DELETE FROM "
                + table
                + " AS t USING "
                + Stage.NAME
                + " s WHERE "
                + which
                + " AND "
                + match();
    }

    private String match() {
        StringJoiner all = new StringJoiner(" AND ");
        for (int i = 0; i < layout.match().size(); i++) {
            all.add("t." + name(i) + " = " + stage.value(i));
        }
        return all.toString();
    }

    private String name(int column) {
        return database.quote(columns.get(column).name());
    }
}
