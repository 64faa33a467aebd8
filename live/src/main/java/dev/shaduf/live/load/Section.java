package dev.shaduf.live.load;

import dev.shaduf.live.column.JsonBytes;
import dev.shaduf.live.column.Token;
import dev.shaduf.live.column.Token.Kind;

import java.util.List;

/**
 * An object of events that is spread over columns: the context, or the properties or traits of one
 * kind of event, with the tables that its values go to. Keeps the keys it has seen; how many is
 * bounded. Belongs to one thread.
 */
final class Section {

    /** Which object it is. */
    enum Part {
        CONTEXT,
        BODY
    }

    private static final int KEYS_PER_COLUMN = 4;

    private final Part part;
    private final List<Table> tables;
    private final Key root;
    private final Token value = new Token();
    private final Token name = new Token();
    private int spare;

    Section(Part part, List<Table> tables, int maxColumns) {
        this.part = part;
        this.tables = tables;
        this.root = Key.root(tables.size());
        this.spare = maxColumns * KEYS_PER_COLUMN;
    }

    /**
     * Puts the members of an object into the present rows of the tables.
     *
     * @param at behind the object's bracket
     */
    void put(byte[] json, int at, Row row) {
        members(json, at, root, 0, row);
    }

    /**
     * Goes through an object.
     *
     * @param done a bit for each table that has the object already
     * @return the place behind it
     */
    private int members(byte[] json, int start, Key parent, int done, Row row) {
        int at = JsonBytes.next(json, start);
        while (json[at] != '}') {
            int behind = JsonBytes.key(json, at, name);
            Key key = key(parent);
            behind = JsonBytes.value(json, JsonBytes.next(json, behind), value);
            at = JsonBytes.next(json, member(json, behind, key, done, row));
        }
        return at + 1;
    }

    private int member(byte[] json, int behind, Key key, int done, Row row) {
        return switch (value.kind) {
            case NULL -> behind;
            case ARRAY -> {
                value.to = JsonBytes.close(json, behind);
                int end = value.to;
                put(key, done, row);
                yield end;
            }
            case OBJECT -> {
                int whole = done | keep(json, behind, key, done, row);
                yield whole == (1 << tables.size()) - 1
                        ? JsonBytes.close(json, behind)
                        : members(json, behind, key, whole, row);
            }
            case TRUE, FALSE, WHOLE, FRACTION, STRING -> {
                put(key, done, row);
                yield behind;
            }
        };
    }

    private void put(Key key, int done, Row row) {
        for (int i = 0; i < tables.size(); i++) {
            if ((done & 1 << i) == 0) {
                slot(key, i, row).put(value, row.discards());
            }
        }
    }

    /** Puts an object where a column takes it as it is; gives a bit for each such table. */
    private int keep(byte[] json, int behind, Key key, int done, Row row) {
        int kept = 0;
        for (int i = 0; i < tables.size(); i++) {
            Slot slot =
                    (done & 1 << i) == 0
                            ? key.objectSlot(i, part, tables.get(i), row.receivedAt())
                            : null;
            if (slot != null && slot.takesObjects()) {
                value.kind = Kind.OBJECT;
                value.to = JsonBytes.close(json, behind);
                slot.put(value, row.discards());
                kept |= 1 << i;
            }
        }
        return kept;
    }

    private Slot slot(Key key, int table, Row row) {
        Slot known = key.slots[table];
        if (known != null) {
            return known;
        }
        Slot slot = tables.get(table).slot(part, key.original(), key.clean(), row.receivedAt());
        key.slots[table] = slot;
        return slot;
    }

    private Key key(Key parent) {
        int hash = Key.hash(name);
        Key known = parent.child(name, hash);
        if (known != null) {
            return known;
        }
        boolean kept = spare > 0 && name.to - name.from <= Key.LONGEST;
        Key key = new Key(parent, name, hash, tables.size());
        if (kept) {
            spare--;
            parent.keep(key);
        }
        return key;
    }
}
