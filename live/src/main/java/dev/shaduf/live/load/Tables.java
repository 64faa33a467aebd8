package dev.shaduf.live.load;

import dev.shaduf.live.column.Naming;
import dev.shaduf.live.column.Owners;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.warehouse.Dialect;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The tables of a source as they are and as they are wanted. Belongs to one thread. */
final class Tables {

    /** More names of events than that have no table of their own; they are in tracks and events. */
    private static final int MOST = 2_000;

    /** No event is called so: its name would not be JSON. */
    private static final String FOREIGN = "\ud800";

    private final Dialect dialect;
    private final int maxColumns;
    private final Owners names = new Owners();
    private final Map<String, Table> tables = new LinkedHashMap<>();

    /** The standard tables; nothing is there yet. */
    Tables(Dialect dialect, int maxColumns) {
        this.dialect = dialect;
        this.maxColumns = maxColumns;
        for (String name : Standard.tableNames()) {
            Table kin =
                    switch (name) {
                        case Standard.USERS -> tables.get(Standard.IDENTIFIES);
                        case Standard.ACCOUNTS -> tables.get(Standard.GROUPS);
                        default -> null;
                    };
            add(name, kin);
        }
    }

    private Table add(String name, @Nullable Table kin) {
        Table table = new Table(name, dialect, maxColumns, kin);
        tables.put(name, table);
        return table;
    }

    int maxColumns() {
        return maxColumns;
    }

    /** All of them. */
    Collection<Table> all() {
        return tables.values();
    }

    /** A standard table. */
    Table get(String name) {
        return Objects.requireNonNull(tables.get(name));
    }

    /** The names of events' tables that were given since they were last written down. */
    List<Owners.Claim> freshNames() {
        return names.fresh();
    }

    /**
     * Takes in the tables that are there.
     *
     * @param layout the columns by table
     * @param own which of them are Shaduf's: the others are left alone
     */
    void found(Map<String, List<Column>> layout, Collection<String> own) {
        for (Map.Entry<String, List<Column>> there : layout.entrySet()) {
            if (own.contains(there.getKey())) {
                Table known = tables.get(there.getKey());
                Table table = known == null ? add(there.getKey(), null) : known;
                table.found(there.getValue());
            } else {
                names.recall(there.getKey(), FOREIGN + there.getKey());
            }
        }
    }

    /** Recalls a name that was given: of a table where there is no column. */
    void recall(String table, @Nullable String column, String original) {
        Table known = tables.get(table);
        if (column != null && known != null) {
            known.recall(column, original);
        } else if (column == null && !names.isOwned(table)) {
            names.recall(table, original);
        }
    }

    /** What the table of an event is called; it may not be there. */
    String nameOf(String event, long seen) {
        String clean = Naming.part(event);
        String name = Standard.tableNames().contains(clean) ? "_" + clean : clean;
        String cut = Naming.cut(name, event);
        boolean shared = names.isOwned(cut) && !names.isOwnedBy(cut, FOREIGN + cut);
        return shared ? cut : names.name(event, name, seen);
    }

    /** The table of an event; null where there are too many. */
    @Nullable Table event(String name) {
        Table known = tables.get(name);
        if (known != null) {
            return known;
        }
        return tables.size() < MOST ? add(name, null) : null;
    }

    /** Whether what is there is still as it was left. */
    boolean matches(Map<String, List<Column>> layout, Collection<String> own) {
        long known = tables.values().stream().filter(Table::isPresent).count();
        long there = layout.keySet().stream().filter(own::contains).count();
        return known == there
                && layout.entrySet().stream()
                        .filter(each -> own.contains(each.getKey()))
                        .allMatch(each -> matches(each.getKey(), each.getValue()));
    }

    private boolean matches(String name, List<Column> columns) {
        Table table = tables.get(name);
        return table != null && table.isPresent() && table.matches(columns);
    }

    /** The warehouse has everything as it was wanted. */
    void made() {
        tables.values().stream().filter(Table::isWanted).forEach(Table::made);
        names.fresh().clear();
    }

    /** A column, named behind its table and a point, whose type cannot be changed. */
    void lock(String column) {
        int point = column.indexOf('.');
        Table table = tables.get(column.substring(0, point));
        if (table != null) {
            table.slot(column.substring(point + 1)).lock();
        }
    }

    /** Forgets the gathered rows; so many bytes of memory may be kept for the next ones. */
    void clear(long most) {
        long left = most;
        for (Table table : tables.values()) {
            left -= table.clear(left);
        }
    }
}
