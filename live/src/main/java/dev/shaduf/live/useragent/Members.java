package dev.shaduf.live.useragent;

import dev.shaduf.live.column.JsonBytes;
import dev.shaduf.live.column.Token;
import dev.shaduf.live.column.Token.Kind;

/** Goes through the members of an object within a JSON document. Belongs to one thread. */
final class Members {

    final Token name = new Token();
    final Token value = new Token();

    private final byte[] json;
    private int next;

    /** Where the present member begins, and where it ends. */
    int from;

    int to;

    /** Of the object that begins at a place, behind its bracket. */
    Members(byte[] json, int at) {
        this.json = json;
        this.next = JsonBytes.next(json, at);
    }

    /** Reads the next member; false where there is none. */
    boolean next() {
        if (json[next] == '}') {
            return false;
        }
        from = next;
        int behind = JsonBytes.next(json, JsonBytes.key(json, from, name));
        behind = JsonBytes.value(json, behind, value);
        boolean nested = value.kind == Kind.OBJECT || value.kind == Kind.ARRAY;
        to = nested ? JsonBytes.close(json, behind) : behind;
        next = JsonBytes.next(json, to);
        return true;
    }

    /** Whether the present value is null, '', or an object of nothing else. */
    boolean saysNothing() {
        return switch (value.kind) {
            case NULL -> true;
            case STRING -> value.from == value.to;
            case OBJECT -> {
                Members inner = new Members(json, value.from + 1);
                boolean nothing = true;
                while (nothing && inner.next()) {
                    nothing = inner.saysNothing();
                }
                yield nothing;
            }
            case TRUE, FALSE, WHOLE, FRACTION, ARRAY -> false;
        };
    }
}
