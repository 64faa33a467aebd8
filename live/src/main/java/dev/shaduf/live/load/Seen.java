package dev.shaduf.live.load;

import org.jspecify.annotations.Nullable;

import java.util.function.ToLongFunction;

/** Which ids a batch has had so far, without an object for each of them. Belongs to one thread. */
final class Seen {

    private static final int ROOM = 2;

    private final ToLongFunction<String> prints;
    private final @Nullable Kept[] slots;

    /**
     * Nothing yet.
     *
     * @param most as many events at most
     * @param prints of ids, not to be foreseen
     */
    Seen(int most, ToLongFunction<String> prints) {
        this.prints = prints;
        this.slots = new Kept[Integer.highestOneBit(Math.max(1, most)) * 2 * ROOM];
    }

    /** Where the event of an id is, or will be. */
    int place(String id) {
        int mask = slots.length - 1;
        int at = (int) (prints.applyAsLong(id) >>> 32) & mask;
        for (Kept there = slots[at]; there != null; there = slots[at]) {
            if (there.messageId().equals(id)) {
                return at;
            }
            at = at + 1 & mask;
        }
        return at;
    }

    /** The event at a place; null where there is none yet. */
    @Nullable Kept at(int place) {
        return slots[place];
    }

    /** Puts an event at the place of its id. */
    void put(int place, Kept event) {
        slots[place] = event;
    }
}
