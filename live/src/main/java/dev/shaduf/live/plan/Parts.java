package dev.shaduf.live.plan;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.shaduf.live.column.JsonBytes;
import dev.shaduf.live.column.Token;
import dev.shaduf.live.column.Token.Kind;

/** What a plan speaks of in an event's payload. */
final class Parts {

    private static final byte[] EVENT = "event".getBytes(US_ASCII);
    private static final byte[] PROPERTIES = "properties".getBytes(US_ASCII);
    private static final byte[] TRAITS = "traits".getBytes(US_ASCII);

    final Token event = new Token();
    final Token properties = new Token();
    final Token traits = new Token();

    /** Finds them. */
    Parts(byte[] json) {
        Token name = new Token();
        Token value = new Token();
        int at = JsonBytes.next(json, JsonBytes.next(json, 0) + 1);
        while (json[at] != '}') {
            int behind = JsonBytes.next(json, JsonBytes.key(json, at, name));
            behind = JsonBytes.value(json, behind, value);
            if (value.kind == Kind.OBJECT || value.kind == Kind.ARRAY) {
                behind = JsonBytes.close(json, behind);
                value.to = behind;
            }
            if (name.is(PROPERTIES)) {
                properties.set(value);
            } else if (name.is(TRAITS)) {
                traits.set(value);
            } else if (name.is(EVENT)) {
                event.set(value);
            }
            at = JsonBytes.next(json, behind);
        }
    }
}
