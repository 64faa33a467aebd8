package dev.shaduf.live.forward;

/** A table of fingerprints that is filled once and thrown away as a whole. Not for threads. */
final class Generation {

    /** Bytes of one. */
    static final long BYTES = (1L << 16) * (3 * Long.BYTES + Integer.BYTES);

    private static final int SLOTS = 1 << 16;
    private static final int MOST = SLOTS / 4 * 3;
    private static final int NONE = -1;

    private final long[] high = new long[SLOTS];
    private final long[] low = new long[SLOTS];
    private final long[] offsets = new long[SLOTS];
    private final int[] seconds = new int[SLOTS];
    private int size;
    private int newest;

    /** The slot of a fingerprint; negative where it is not there. */
    int find(long one, long other) {
        int slot = (int) one & (SLOTS - 1);
        while (seconds[slot] != 0) {
            if (high[slot] == one && low[slot] == other) {
                return slot;
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
        return NONE;
    }

    /** Adds one that is not there. */
    void add(long one, long other, long offset, int second) {
        int slot = (int) one & (SLOTS - 1);
        while (seconds[slot] != 0) {
            slot = (slot + 1) & (SLOTS - 1);
        }
        high[slot] = one;
        low[slot] = other;
        size++;
        put(slot, offset, second);
    }

    /** The first event of a known id is another from now on. */
    void put(int slot, long offset, int second) {
        offsets[slot] = offset;
        seconds[slot] = Math.max(1, second);
        newest = Math.max(newest, second);
    }

    boolean isFull() {
        return size >= MOST;
    }

    long offset(int slot) {
        return offsets[slot];
    }

    int second(int slot) {
        return seconds[slot];
    }

    /** When the newest was received, in seconds since 1970. */
    int newest() {
        return newest;
    }
}
