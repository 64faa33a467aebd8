package dev.shaduf.live.load;

import dev.shaduf.live.event.Entries;
import dev.shaduf.live.event.Entry;

/**
 * The bytes of a batch's entries, in a few large arrays: a batch waits for seconds, and a collector
 * of garbage would move each of its objects twice meanwhile. Belongs to one thread.
 */
final class Pages {

    private static final int FIRST = 64 << 10;

    /** With its header it fills a region of the collector that {@code serve} runs with. */
    private static final int LARGEST = (4 << 20) - 64;

    private byte[] page = {};
    private int used;

    /** An entry within a page. */
    private record Place(byte[] page, int from, int to) implements Kept {

        @Override
        public Entry entry() {
            return Entries.read(page, from, to);
        }

        @Override
        public String messageId() {
            return Entries.messageId(page, from);
        }

        @Override
        public long receivedAt() {
            return Entries.receivedAt(page, from);
        }
    }

    /** Keeps the bytes of an entry. */
    Kept keep(byte[] entry) {
        if (entry.length > page.length - used) {
            int more = Math.clamp(2L * page.length, FIRST, LARGEST);
            page = new byte[Math.max(more, entry.length)];
            used = 0;
        }
        int from = used;
        System.arraycopy(entry, 0, page, from, entry.length);
        used += entry.length;
        return new Place(page, from, used);
    }
}
