package dev.shaduf.live.load;

import dev.shaduf.live.column.ColumnType;
import dev.shaduf.spi.sql.Column;

import java.util.ArrayList;
import java.util.List;

/** What tables need before the gathered rows fit in. Pure. */
final class Changes {

    private Changes() {}

    /** One change of the warehouse. */
    sealed interface Change {

        /** A new table. */
        record Create(String table, List<Column> columns) implements Change {}

        /** A new column. */
        record Add(String table, Column column) implements Change {}

        /** A column of whole numbers becomes one of doubles. */
        record Widen(String table, Column column) implements Change {}
    }

    /** The difference between what is wanted and what is there; new tables come first. */
    static List<Change> of(Tables tables) {
        List<Change> changes = new ArrayList<>();
        for (Table table : tables.all()) {
            if (!table.isPresent() && table.isWanted()) {
                changes.add(new Change.Create(table.name(), columns(table)));
            }
        }
        tables.all().stream().filter(Table::isPresent).forEach(each -> columns(each, changes));
        return changes;
    }

    private static void columns(Table table, List<Change> changes) {
        for (Slot slot : table.slots()) {
            ColumnType type = slot.type();
            if (type != null && !slot.isPresent()) {
                changes.add(new Change.Add(table.name(), new Column(slot.name(), type.type())));
            } else if (type != null && slot.isWidened()) {
                changes.add(new Change.Widen(table.name(), new Column(slot.name(), type.type())));
            }
        }
    }

    private static List<Column> columns(Table table) {
        List<Column> columns = new ArrayList<>();
        for (Slot slot : table.slots()) {
            ColumnType type = slot.type();
            if (type != null) {
                columns.add(new Column(slot.name(), type.type()));
            }
        }
        return columns;
    }
}
