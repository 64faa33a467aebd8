package dev.shaduf.live.collect;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * Where everything is in a JSON text: an entry for each value and each key, in their order. A value
 * in an object follows its key; {@link #next} leads past everything inside a value.
 */
final class Tape {

    static final byte OBJECT = '{';
    static final byte ARRAY = '[';
    static final byte STRING = '"';
    static final byte NUMBER = '0';
    static final byte TRUE = 't';
    static final byte FALSE = 'f';
    static final byte NULL = 'n';
    static final byte KEY = 'k';

    /** A key with escapes in it. */
    static final byte ESCAPED_KEY = 'e';

    /** A key that comes again later in its object. */
    static final byte OLD_KEY = 'o';

    /** The entry of the whole text. */
    static final int ROOT = 0;

    static final int NONE = -1;

    final byte[] text;
    private byte[] kinds = new byte[256];
    private int[] starts = new int[256];
    private int[] ends = new int[256];
    private int[] nexts = new int[256];
    private int size;
    private boolean repeats;

    Tape(byte[] text) {
        this.text = text;
    }

    int add(byte kind, int start) {
        if (size == kinds.length) {
            kinds = Arrays.copyOf(kinds, 2 * size);
            starts = Arrays.copyOf(starts, 2 * size);
            ends = Arrays.copyOf(ends, 2 * size);
            nexts = Arrays.copyOf(nexts, 2 * size);
        }
        kinds[size] = kind;
        starts[size] = start;
        return size++;
    }

    void end(int entry, int end) {
        ends[entry] = end;
        nexts[entry] = size;
    }

    /** Whether nothing has been added since this container. */
    boolean isEmptySoFar(int container) {
        return size == container + 1;
    }

    void markEscaped(int key) {
        kinds[key] = ESCAPED_KEY;
    }

    void markOld(int key) {
        kinds[key] = OLD_KEY;
        repeats = true;
    }

    byte kind(int entry) {
        return kinds[entry];
    }

    /** Where the entry begins in the text, its quote included. */
    int start(int entry) {
        return starts[entry];
    }

    /** Where it ends, its last quote or bracket included. */
    int end(int entry) {
        return ends[entry];
    }

    /** The entry after this one and everything in it. */
    int next(int entry) {
        return nexts[entry];
    }

    int length(int entry) {
        return ends[entry] - starts[entry];
    }

    boolean isObject(int entry) {
        return entry != NONE && kinds[entry] == OBJECT;
    }

    /** The first key of an object, or the first item of an array; compare with {@link #next}. */
    static int first(int container) {
        return container + 1;
    }

    /** Whether the text of a key, without escapes, is this name, and it does not come again. */
    boolean isNamed(int key, byte[] name) {
        return switch (kinds[key]) {
            case KEY -> Arrays.equals(text, starts[key] + 1, ends[key] - 1, name, 0, name.length);
            case ESCAPED_KEY -> Arrays.equals(string(key).getBytes(UTF_8), name);
            default -> false;
        };
    }

    /** The value under a name, the last one where there are several; NONE where there is none. */
    int find(int object, byte[] name) {
        if (!isObject(object)) {
            return NONE;
        }
        for (int key = first(object); key < nexts[object]; key = nexts[key + 1]) {
            if (isNamed(key, name)) {
                return key + 1;
            }
        }
        return NONE;
    }

    /** The same, but NONE for null. */
    int some(int object, byte[] name) {
        int found = find(object, name);
        return found != NONE && kinds[found] == NULL ? NONE : found;
    }

    /** A string without its escapes, or null where the value is none. */
    @Nullable String text(int value) {
        return value != NONE && kinds[value] == STRING ? string(value) : null;
    }

    private boolean isEscaped(int entry) {
        for (int i = starts[entry] + 1; i < ends[entry] - 1; i++) {
            if (text[i] == '\\') {
                return true;
            }
        }
        return false;
    }

    /** A key or string without its escapes. */
    String string(int entry) {
        int start = starts[entry] + 1;
        int length = ends[entry] - 1 - start;
        return isEscaped(entry)
                ? Escapes.remove(text, start, length)
                : new String(text, start, length, UTF_8);
    }

    /** The name that a key is, without escapes. */
    byte[] name(int key) {
        return kinds[key] == KEY
                ? Arrays.copyOfRange(text, starts[key] + 1, ends[key] - 1)
                : string(key).getBytes(UTF_8);
    }

    /** A scalar as it is written. */
    String digits(int entry) {
        return new String(text, starts[entry], length(entry), UTF_8);
    }

    /** Whether any object of the text has a key twice. */
    boolean hasRepeats() {
        return repeats;
    }

    /** How many levels of objects and arrays an entry has, itself included. */
    int levels(int entry) {
        int most = 0;
        int open = 0;
        int[] until = new int[16];
        for (int at = entry; at < nexts[entry]; at++) {
            while (open > 0 && at >= until[open - 1]) {
                open--;
            }
            if (kinds[at] == OBJECT || kinds[at] == ARRAY) {
                until = open == until.length ? Arrays.copyOf(until, 2 * open) : until;
                until[open++] = nexts[at];
                most = Math.max(most, open);
            }
        }
        return most;
    }
}
