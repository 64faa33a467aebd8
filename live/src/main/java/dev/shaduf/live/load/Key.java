package dev.shaduf.live.load;

import dev.shaduf.live.column.Naming;
import dev.shaduf.live.column.Token;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * A key of the objects at one place of events, with the columns that its values go to: a node of a
 * trie. What it takes to name a column is done once in its life. Belongs to one thread.
 */
final class Key {

    /** The longest key that is kept. */
    static final int LONGEST = 256;

    private static final int ROOM = 8;

    /** The columns by table; null where no value came yet. */
    final @Nullable Slot[] slots;

    private final byte[] name;
    private final int hash;
    private final String original;
    private final String clean;
    private final boolean[] probed;
    private @Nullable Key[] children = new Key[ROOM];
    private int size;

    private Key(byte[] name, int hash, String original, String clean, int tables) {
        this.name = name;
        this.hash = hash;
        this.original = original;
        this.clean = clean;
        this.slots = new Slot[tables];
        this.probed = new boolean[tables];
    }

    /** The key of a name below a parent. */
    Key(Key parent, Token name, int hash, int tables) {
        this(
                Arrays.copyOfRange(name.bytes, name.from, name.to),
                hash,
                below(parent.original, parent.isRoot(), ".", name.text()),
                below(parent.clean, parent.isRoot(), "_", Naming.part(name.text())),
                tables);
    }

    /** The object itself. */
    static Key root(int tables) {
        return new Key(new byte[0], 0, "", "", tables);
    }

    private boolean isRoot() {
        return hash == 0 && name.length == 0;
    }

    private static String below(String parent, boolean root, String joint, String name) {
        return root ? name : parent + joint + name;
    }

    /** The path as it was written, its parts joined by points. */
    String original() {
        return original;
    }

    /** The path in snake case. */
    String clean() {
        return clean;
    }

    /** The column that may take objects; null where none is called so. */
    @Nullable Slot objectSlot(int table, Section.Part part, Table of, long seen) {
        if (slots[table] == null) {
            slots[table] = of.known(part, original);
        }
        if (slots[table] == null && !probed[table]) {
            probed[table] = true;
            slots[table] = of.foundling(part, original, clean, seen);
        }
        return slots[table];
    }

    /** Never 0: that is the root's. */
    static int hash(Token name) {
        int hash = 1;
        for (int i = name.from; i < name.to; i++) {
            hash = hash * 31 + name.bytes[i];
        }
        return hash ^ hash >>> 15 | 1;
    }

    /** The child of a name; null where none is kept. */
    @Nullable Key child(Token wanted, int wantedHash) {
        int mask = children.length - 1;
        for (int at = wantedHash >>> 1 & mask; ; at = at + 1 & mask) {
            Key child = children[at];
            if (child == null) {
                return null;
            }
            if (child.hash == wantedHash
                    && Arrays.equals(
                            child.name,
                            0,
                            child.name.length,
                            wanted.bytes,
                            wanted.from,
                            wanted.to)) {
                return child;
            }
        }
    }

    /** Keeps a child. */
    void keep(Key child) {
        if (++size * 2 > children.length) {
            @Nullable Key[] before = children;
            children = new Key[before.length * 2];
            for (Key each : before) {
                if (each != null) {
                    place(each);
                }
            }
        }
        place(child);
    }

    private void place(Key child) {
        int mask = children.length - 1;
        int at = child.hash >>> 1 & mask;
        while (children[at] != null) {
            at = at + 1 & mask;
        }
        children[at] = child;
    }
}
