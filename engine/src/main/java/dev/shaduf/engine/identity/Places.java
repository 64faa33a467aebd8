package dev.shaduf.engine.identity;

import java.util.Arrays;

/** A growing list of the numbers of records. Not shared between threads. */
final class Places {

    private int[] all = new int[16];
    private int size;

    void add(int place) {
        if (size == all.length) {
            all = Arrays.copyOf(all, size * 2);
        }
        all[size++] = place;
    }

    int at(int index) {
        return all[index];
    }

    int size() {
        return size;
    }

    /** All of them, in their order. */
    int[] all() {
        return Arrays.copyOf(all, size);
    }
}
