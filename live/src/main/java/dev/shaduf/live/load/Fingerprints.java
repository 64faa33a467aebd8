package dev.shaduf.live.load;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Fingerprints of 64 bits of the newest ids, in bounded memory: about 130 MB when full. Never says
 * of an id it was given that it is new. Belongs to one thread.
 */
final class Fingerprints {

    private static final int SLOTS = 1 << 20;
    private static final int PER_GENERATION = SLOTS / 4 * 3;
    private static final int GENERATIONS = 16;

    /** How many ids there is room for. */
    static final long ROOM = (long) PER_GENERATION * (GENERATIONS - 1);

    private final long seed = ThreadLocalRandom.current().nextLong();
    private final Deque<Generation> generations = new ArrayDeque<>();
    private long forgotten = Long.MIN_VALUE;

    /** Ids that came one after the other; 0 is an empty slot. */
    private static final class Generation {

        private long[] slots = new long[1 << 12];
        private int size;
        private long newest = Long.MIN_VALUE;

        void add(long print, long receivedAt) {
            newest = Math.max(newest, receivedAt);
            if (size >= slots.length / 4 * 3) {
                long[] before = slots;
                slots = new long[before.length * 2];
                Arrays.stream(before).filter(each -> each != 0).forEach(this::place);
            }
            place(print);
            size++;
        }

        private void place(long print) {
            int mask = slots.length - 1;
            int at = (int) (print >>> 32) & mask;
            while (slots[at] != 0) {
                at = at + 1 & mask;
            }
            slots[at] = print;
        }

        boolean has(long print) {
            int mask = slots.length - 1;
            for (int at = (int) (print >>> 32) & mask; slots[at] != 0; at = at + 1 & mask) {
                if (slots[at] == print) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Remembers an id. */
    void add(String id, long receivedAt) {
        if (generations.isEmpty() || generations.getLast().size >= PER_GENERATION) {
            generations.addLast(new Generation());
            if (generations.size() > GENERATIONS) {
                forgotten = Math.max(forgotten, generations.removeFirst().newest + 1);
            }
        }
        generations.getLast().add(print(id), receivedAt);
    }

    /** Whether an id may be among those that were added; false is certain. */
    boolean mayHave(String id) {
        long print = print(id);
        for (Generation generation : generations) {
            if (generation.has(print)) {
                return true;
            }
        }
        return false;
    }

    /** Forgets what was received before a time and is not asked for any more. */
    void forget(long before) {
        while (!generations.isEmpty() && generations.getFirst().newest < before) {
            generations.removeFirst();
        }
    }

    /** All that was received since then and was added is still there, for want of room. */
    long forgotten() {
        return forgotten;
    }

    /** Of an id, never 0; whoever makes up ids cannot foresee it. */
    long print(String id) {
        long hash = seed;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }
        hash ^= hash >>> 32;
        return hash == 0 ? 1 : hash;
    }
}
