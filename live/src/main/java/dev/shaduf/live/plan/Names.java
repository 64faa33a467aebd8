package dev.shaduf.live.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shaduf.live.column.Token;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Map;

/** What is known by the name of a member, found by its bytes. Immutable. */
final class Names<T> {

    private final byte[][] names;
    private final Object[] known;
    private final Map<String, T> all;

    Names(Map<String, T> all) {
        this.all = Map.copyOf(all);
        int room = Integer.highestOneBit(Math.max(4, all.size() * 4));
        names = new byte[room][];
        known = new Object[room];
        all.forEach((name, each) -> {
            byte[] bytes = name.getBytes(UTF_8);
            int at = hash(bytes, 0, bytes.length) & room - 1;
            while (known[at] != null) {
                at = at + 1 & room - 1;
            }
            names[at] = bytes;
            known[at] = each;
        });
    }

    private static int hash(byte[] bytes, int from, int to) {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + bytes[i];
        }
        return hash ^ hash >>> 15;
    }

    /** What is known by this name; null for nothing. */
    @Nullable T get(Token name) {
        if (name.escaped) {
            return all.get(name.text());
        }
        int at = hash(name.bytes, name.from, name.to) & known.length - 1;
        while (known[at] != null) {
            if (Arrays.equals(names[at], 0, names[at].length, name.bytes, name.from, name.to)) {
                @SuppressWarnings("unchecked") // it was put there as one
                T found = (T) known[at];
                return found;
            }
            at = at + 1 & known.length - 1;
        }
        return null;
    }
}
