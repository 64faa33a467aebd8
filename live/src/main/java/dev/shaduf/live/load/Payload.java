package dev.shaduf.live.load;

import dev.shaduf.live.column.JsonBytes;
import dev.shaduf.live.column.Token;
import dev.shaduf.live.column.Token.Kind;

import java.nio.charset.StandardCharsets;

/**
 * The members of an event that have columns of their own, and where its objects begin. Filled anew
 * for each event; belongs to one thread.
 */
final class Payload {

    private static final byte[][] NAMES = {
        ascii("event"), ascii("name"), ascii("category"), ascii("groupId"), ascii("previousId")
    };
    private static final byte[] CONTEXT = ascii("context");
    private static final byte[] PROPERTIES = ascii("properties");
    private static final byte[] TRAITS = ascii("traits");

    final Token event = new Token();
    final Token name = new Token();
    final Token category = new Token();
    final Token groupId = new Token();
    final Token previousId = new Token();

    /** Where the objects begin, behind their brackets; 0 where there is none. */
    int context;

    int properties;
    int traits;

    private final Token[] own = {event, name, category, groupId, previousId};
    private final Token key = new Token();
    private final Token value = new Token();

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private byte[] document = {};

    /** The text of an object that begins at a place. */
    private String object(int at, int end) {
        return new String(document, at - 1, end - at + 1, StandardCharsets.UTF_8);
    }

    /** The text of the properties. */
    String propertiesText() {
        return object(properties, JsonBytes.close(document, properties));
    }

    /** Finds them in a payload. */
    void read(byte[] json) {
        document = json;
        context = 0;
        properties = 0;
        traits = 0;
        for (Token each : own) {
            each.kind = Kind.NULL;
        }
        int at = JsonBytes.next(json, JsonBytes.next(json, 0) + 1);
        while (json[at] != '}') {
            int behind = JsonBytes.next(json, JsonBytes.key(json, at, key));
            behind = JsonBytes.value(json, behind, value);
            boolean nested = value.kind == Kind.OBJECT || value.kind == Kind.ARRAY;
            if (value.kind == Kind.OBJECT) {
                object(behind);
            }
            if (nested) {
                behind = JsonBytes.close(json, behind);
                value.to = behind;
            }
            member();
            at = JsonBytes.next(json, behind);
        }
    }

    /**
     * Where the traits of an identify call begin: RudderStack's SDKs for browsers and telephones
     * have them in the context alone.
     */
    int identity() {
        return traits == 0 && context != 0 ? traitsInContext() : traits;
    }

    private int traitsInContext() {
        int found = 0;
        int at = JsonBytes.next(document, context);
        while (document[at] != '}') {
            int behind = JsonBytes.next(document, JsonBytes.key(document, at, key));
            behind = JsonBytes.value(document, behind, value);
            if (value.kind == Kind.OBJECT && key.is(TRAITS)) {
                found = behind;
            }
            boolean nested = value.kind == Kind.OBJECT || value.kind == Kind.ARRAY;
            at = JsonBytes.next(document, nested ? JsonBytes.close(document, behind) : behind);
        }
        return found;
    }

    private void object(int at) {
        if (key.is(CONTEXT)) {
            context = at;
        } else if (key.is(PROPERTIES)) {
            properties = at;
        } else if (key.is(TRAITS)) {
            traits = at;
        }
    }

    private void member() {
        for (int i = 0; i < own.length; i++) {
            if (key.is(NAMES[i])) {
                own[i].set(value);
            }
        }
    }
}
