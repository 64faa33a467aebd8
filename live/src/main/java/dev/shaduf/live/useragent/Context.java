package dev.shaduf.live.useragent;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shaduf.live.column.Token.Kind;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The context of an event, as far as its user agent matters. Belongs to one thread. */
final class Context {

    private static final byte[] CONTEXT = "context".getBytes(US_ASCII);
    private static final byte[] USER_AGENT = "userAgent".getBytes(US_ASCII);
    private static final Set<String> NAMES = Set.of("browser", "os", "device", "bot");
    private static final int SHORTEST = 2;
    private static final int LONGEST = 7;
    private static final int ROOM = 200;

    private final byte[] event;
    private final int at;
    private final Set<String> given = new HashSet<>();
    private @Nullable String userAgent;
    private int end;

    /** The one that begins at a place, behind its bracket. */
    Context(byte[] event, int at) {
        this.event = event;
        this.at = at;
        this.end = at;
        Members own = new Members(event, at);
        while (own.next()) {
            end = own.to;
            if (own.name.is(USER_AGENT) && own.value.kind == Kind.STRING) {
                userAgent = own.value.text();
            } else if (isFilled(own) && !own.saysNothing()) {
                given.add(own.name.text());
            }
        }
    }

    /** Where an event's context begins, behind its bracket; 0 where it has none. */
    static int in(byte[] event) {
        Members members = new Members(event, 1);
        while (members.next()) {
            if (members.value.kind == Kind.OBJECT && members.name.is(CONTEXT)) {
                return members.value.from + 1;
            }
        }
        return 0;
    }

    private static boolean isFilled(Members own) {
        int length = own.name.to - own.name.from;
        return length >= SHORTEST && length <= LONGEST && NAMES.contains(own.name.text());
    }

    /** Null where there is none. */
    @Nullable String userAgent() {
        return userAgent;
    }

    /** The context with more members where it has none of the name; null where it has them all. */
    byte @Nullable [] with(Map<String, byte[]> members) {
        Map<String, byte[]> more = new HashMap<>(members);
        more.keySet().removeAll(given);
        if (more.isEmpty()) {
            return null;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(end - at + ROOM);
        out.write('{');
        more.forEach((name, json) -> {
            out.writeBytes((out.size() == 1 ? "\"" : ",\"").getBytes(US_ASCII));
            out.writeBytes(name.getBytes(UTF_8));
            out.write('"');
            out.write(':');
            out.writeBytes(json);
        });
        Members own = new Members(event, at);
        while (own.next()) {
            if (!isFilled(own) || !more.containsKey(own.name.text())) {
                out.write(',');
                out.write(event, own.from, own.to - own.from);
            }
        }
        out.write('}');
        return out.toByteArray();
    }
}
