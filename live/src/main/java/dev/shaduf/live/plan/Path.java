package dev.shaduf.live.plan;

import dev.shaduf.live.column.JsonBytes;
import dev.shaduf.live.column.Token;

import org.jspecify.annotations.Nullable;

/**
 * Where a value is in an event: below an object of it, member by member. Immutable.
 *
 * @param name of the part of the event; "" below it
 * @param json the document
 * @param from where the member begins, at the quote of its name; -1 where it is no member
 * @param to behind its value
 */
record Path(@Nullable Path parent, String name, byte[] json, int from, int to) {

    private static final byte[] NONE = {};

    /** A part of an event. */
    static Path root(String name) {
        return new Path(null, name, NONE, -1, -1);
    }

    /** A member of the object that is here. */
    Path member(byte[] document, int begin, int end) {
        return new Path(this, "", document, begin, end);
    }

    /** An item of the list that is here. */
    Path item() {
        return new Path(this, "[]", NONE, -1, -1);
    }

    /** The innermost member that this is in; null where that is a part of the event. */
    @Nullable Path enclosing() {
        return from >= 0 || parent == null ? (from >= 0 ? this : null) : parent.enclosing();
    }

    /** As written: {@code properties.products[].sku}. */
    String text() {
        if (parent == null) {
            return name;
        }
        if (from < 0) {
            return parent.text() + name;
        }
        Token key = new Token();
        JsonBytes.key(json, from, key);
        return parent.text() + "." + key.text();
    }
}
