package dev.shaduf.live.useragent;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.shaduf.live.column.Token.Kind;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
    private boolean hasBlanks;
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
            } else if (isFilled(own)) {
                if (own.saysNothing()) {
                    hasBlanks = true;
                } else {
                    given.add(own.name.text());
                }
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
        Map<String, byte[]> more = members;
        if (!given.isEmpty()) {
            more = new LinkedHashMap<>(members);
            more.keySet().removeAll(given);
        }
        if (more.isEmpty()) {
            return null;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(end - at + ROOM);
        out.write('{');
        more.values()
                .forEach(member -> {
                    if (out.size() > 1) {
                        out.write(',');
                    }
                    out.writeBytes(member);
                });
        if (!hasBlanks) {
            out.write(',');
            out.write(event, at, end - at);
            out.write('}');
            return out.toByteArray();
        }
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
