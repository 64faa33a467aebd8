package dev.shaduf.live.load;

import dev.shaduf.live.column.ColumnType;
import dev.shaduf.live.column.Form;
import dev.shaduf.live.column.Naming;
import dev.shaduf.live.column.Owners;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Vector;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A table of a source: its columns, who owns their names, and the rows that are gathered for it.
 * Belongs to one thread.
 */
final class Table {

    static final String CONTEXT = "context_";

    private final String name;
    private final int maxColumns;
    private final Set<String> standard;
    private final Map<Form, ColumnType> types = new EnumMap<>(Form.class);
    private final Owners owners;
    private final Owners contextOwners = new Owners();
    private final Map<String, Slot> slots = new LinkedHashMap<>();
    private final List<@Nullable Kept> events = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private boolean present;
    private int width;

    /**
     * A table of which nothing is known yet.
     *
     * @param kin a table whose columns are called alike; null for none
     */
    Table(String name, Dialect dialect, int maxColumns, @Nullable Table kin) {
        this.name = name;
        this.maxColumns = maxColumns;
        this.standard = Standard.columns((kin == null ? this : kin).name).keySet();
        this.owners = kin == null ? new Owners() : kin.owners;
        for (Form form : Form.values()) {
            types.put(form, ColumnType.of(form, dialect));
        }
        Standard.columns(name)
                .forEach((column, form) -> {
                    slot(column).want(typeOf(form));
                    width++;
                });
        standardNames();
    }

    /** A call's own name and its property share a column. */
    private void standardNames() {
        for (String own : new String[] {"name", "category"}) {
            if (standard.contains(own)) {
                owners.recall(own, own);
            }
        }
    }

    String name() {
        return name;
    }

    /** Whether the warehouse has the table. */
    boolean isPresent() {
        return present;
    }

    /** Whether the table is there or will be made: every standard one is. */
    boolean isWanted() {
        return present || rows() > 0 || Standard.tableNames().contains(name);
    }

    /** The table is there with these columns. */
    void found(List<Column> columns) {
        present = true;
        for (Column column : columns) {
            Slot slot = slot(column.name());
            if (slot.type() == null) {
                width++;
            }
            slot.found(ColumnType.of(column.type()));
        }
    }

    /** Recalls the original of a column's name. */
    void recall(String column, String original) {
        (column.startsWith(CONTEXT) ? contextOwners : owners).recall(column, original);
    }

    /** The names that were given since they were last written down. */
    List<Owners.Claim> freshNames() {
        List<Owners.Claim> all = new ArrayList<>(contextOwners.fresh());
        all.addAll(owners.fresh());
        return all;
    }

    /** The type of a column that is made for values of a form. */
    ColumnType typeOf(Form form) {
        return Objects.requireNonNull(types.get(form));
    }

    /** Counts one more column in, if there may be one. */
    boolean admits() {
        if (width >= maxColumns) {
            return false;
        }
        width++;
        return true;
    }

    /** The column of a standard name. */
    Slot slot(String column) {
        return slots.computeIfAbsent(column, each -> new Slot(this, each));
    }

    /** The columns, in the order in which they were found or came. */
    Collection<Slot> slots() {
        return slots.values();
    }

    /**
     * The column of what is found at a path of the context or of the body of an event.
     *
     * @param clean the parts of the path in snake case, joined
     */
    Slot slot(Section.Part part, String original, String clean, long seen) {
        Owners by = owners(part);
        String wanted = wanted(part, clean);
        if (width >= maxColumns && !by.knows(original)) {
            return new Slot(this, Naming.cut(wanted, original));
        }
        return slot(by.name(original, wanted, seen));
    }

    /** The column that a path has already; null where it has none. */
    @Nullable Slot known(Section.Part part, String original) {
        String column = owners(part).nameOf(original);
        return column == null ? null : slots.get(column);
    }

    /** A column of nobody's that takes objects and is called like a path; null for none. */
    @Nullable Slot foundling(Section.Part part, String original, String clean, long seen) {
        String wanted = Naming.cut(wanted(part, clean), original);
        Slot slot = slots.get(wanted);
        boolean free = slot != null && slot.takesObjects() && !owners(part).isOwned(wanted);
        return free ? slot(owners(part).name(original, wanted, seen)) : null;
    }

    private Owners owners(Section.Part part) {
        return part == Section.Part.CONTEXT ? contextOwners : owners;
    }

    private String wanted(Section.Part part, String clean) {
        return part == Section.Part.CONTEXT ? CONTEXT + clean : own(clean);
    }

    /** Whether a column is there from the start. */
    boolean isStandard(String column) {
        return standard.contains(column);
    }

    /** A name beside the standard ones. */
    private String own(String clean) {
        boolean shared = clean.equals("name") || clean.equals("category");
        boolean taken = standard.contains(clean) && !shared || clean.startsWith(CONTEXT);
        return taken ? "_" + clean : clean;
    }

    /** Begins a row; of an event, where its values may be discarded. */
    void begin(@Nullable Kept event) {
        events.add(event);
    }

    /** Whose the present row is, in a table that has one row for each. */
    void key(String id) {
        keys.add(id);
    }

    /** Whose the rows are. */
    List<String> keys() {
        return keys;
    }

    /** The present row. */
    int row() {
        return events.size() - 1;
    }

    /** How many rows were gathered. */
    int rows() {
        return events.size();
    }

    /** The event of a row. */
    Kept event(int row) {
        return Objects.requireNonNull(events.get(row));
    }

    /** The gathered rows by column, with the time in {@code loaded_at}. */
    List<Vector> vectors(long loadedAt) {
        List<Vector> vectors = new ArrayList<>();
        for (Slot slot : slots.values()) {
            boolean loaded = slot.name().equals(Standard.LOADED_AT);
            Vector vector = loaded ? slot.constant(loadedAt, rows()) : slot.vector(rows());
            if (vector != null) {
                vectors.add(vector);
            }
        }
        return vectors;
    }

    /** The warehouse has the table as it was wanted. */
    void made() {
        present = true;
        slots.values().forEach(Slot::made);
        owners.fresh().clear();
        contextOwners.fresh().clear();
    }

    /** Whether the table still is as it was left: the user may have altered it since. */
    boolean matches(List<Column> there) {
        long known = slots.values().stream().filter(Slot::isPresent).count();
        return known == there.size() && there.stream().allMatch(this::matches);
    }

    private boolean matches(Column there) {
        Slot slot = slots.get(there.name());
        ColumnType type = slot == null || !slot.isPresent() ? null : slot.type();
        return type != null && type.isLike(ColumnType.of(there.type()));
    }

    /**
     * Forgets the gathered rows.
     *
     * @param most bytes of memory that may be kept for the next ones
     * @return how many are
     */
    long clear(long most) {
        events.clear();
        keys.clear();
        long kept = 0;
        for (Slot slot : slots.values()) {
            kept += slot.clear(most - kept);
        }
        return kept;
    }
}
