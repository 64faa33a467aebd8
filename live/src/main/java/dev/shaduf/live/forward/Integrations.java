package dev.shaduf.live.forward;

import dev.shaduf.live.column.JsonBytes;
import dev.shaduf.live.column.Token;
import dev.shaduf.live.column.Token.Kind;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Whether an event is for a destination, as it says in {@code integrations}: {@code {"All": false,
 * "crm": true}}. Without a word about it, it is.
 */
final class Integrations {

    private static final byte[] MEMBER = "integrations".getBytes(StandardCharsets.US_ASCII);
    private static final String ALL = "all";

    private Integrations() {}

    /** A name as names are compared: {@code Google Analytics} is {@code google_analytics}. */
    static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    /**
     * Whether a payload lets a destination have it.
     *
     * @param names what the destination goes by, the most telling first, as {@link #plain} gives
     *     them
     */
    static boolean allow(byte[] json, List<String> names) {
        int object = find(json);
        if (object < 0) {
            return true;
        }
        @Nullable Boolean[] said = new Boolean[names.size() + 1];
        Token name = new Token();
        Token value = new Token();
        int at = JsonBytes.next(json, object);
        while (json[at] != '}') {
            int behind = JsonBytes.next(json, JsonBytes.key(json, at, name));
            behind = JsonBytes.value(json, behind, value);
            String key = plain(name.text());
            int which = key.equals(ALL) ? names.size() : names.indexOf(key);
            if (which >= 0 && value.kind != Kind.NULL) {
                said[which] = value.kind != Kind.FALSE;
            }
            at = JsonBytes.next(json, behind(json, behind, value));
        }
        for (Boolean each : said) {
            if (each != null) {
                return each;
            }
        }
        return true;
    }

    private static int behind(byte[] json, int behind, Token value) {
        boolean nested = value.kind == Kind.OBJECT || value.kind == Kind.ARRAY;
        return nested ? JsonBytes.close(json, behind) : behind;
    }

    /** Where the object begins, behind its bracket; -1 where there is none. */
    private static int find(byte[] json) {
        Token name = new Token();
        Token value = new Token();
        int at = JsonBytes.next(json, JsonBytes.next(json, 0) + 1);
        while (json[at] != '}') {
            int behind = JsonBytes.next(json, JsonBytes.key(json, at, name));
            behind = JsonBytes.value(json, behind, value);
            if (value.kind == Kind.OBJECT && name.is(MEMBER)) {
                return behind;
            }
            at = JsonBytes.next(json, behind(json, behind, value));
        }
        return -1;
    }
}
