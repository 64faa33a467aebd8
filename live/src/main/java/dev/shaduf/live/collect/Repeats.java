package dev.shaduf.live.collect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Finds keys that an object has twice: all but the last of them are marked on the tape. */
final class Repeats {

    /** Up to so many keys each is compared with each: quicker than a table. */
    private static final int FEW = 24;

    private static final int SEED = new SplittableRandom().nextInt() | 1;

    private final Tape tape;
    private int[] keys = new int[64];
    private int[] hashes = new int[64];
    private int size;
    private int[] starts = new int[32];
    private int depth;

    Repeats(Tape tape) {
        this.tape = tape;
    }

    void open() {
        if (depth == starts.length) {
            starts = Arrays.copyOf(starts, 2 * depth);
        }
        starts[depth++] = size;
    }

    void add(int key, boolean escaped) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
            hashes = Arrays.copyOf(hashes, 2 * size);
        }
        keys[size] = key;
        hashes[size++] = escaped ? ofText(tape.string(key)) : ofBytes(key);
    }

    void close() {
        int from = starts[--depth];
        int count = size - from;
        if (count > FEW) {
            many(from);
        } else if (count > 1) {
            few(from);
        }
        size = from;
    }

    private void few(int from) {
        for (int later = from + 1; later < size; later++) {
            int hash = hashes[later];
            for (int earlier = from; earlier < later; earlier++) {
                if (hashes[earlier] == hash && same(keys[earlier], keys[later])) {
                    tape.markOld(keys[earlier]);
                }
            }
        }
    }

    private void many(int from) {
        Map<String, Integer> last = HashMap.newHashMap(size - from);
        for (int i = from; i < size; i++) {
            Integer before = last.put(tape.string(keys[i]), keys[i]);
            if (before != null) {
                tape.markOld(before);
            }
        }
    }

    private boolean same(int one, int other) {
        return tape.string(one).equals(tape.string(other));
    }

    private int ofBytes(int key) {
        int hash = 0;
        for (int i = tape.start(key) + 1; i < tape.end(key) - 1; i++) {
            hash = hash * SEED + tape.text[i];
        }
        return hash;
    }

    private static int ofText(String text) {
        int hash = 0;
        for (byte b : text.getBytes(UTF_8)) {
            hash = hash * SEED + b;
        }
        return hash;
    }
}
