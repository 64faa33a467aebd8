package dev.shaduf.live.log;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/**
 * Where a log that is opened goes on: never where an entry was that somebody may have read, and
 * that is damaged or gone now. Who has been there would take the next one for that, and pass it
 * over.
 *
 * @param end the offset
 * @param entries how many came before it
 * @param tail behind the last entry; null where another segment begins
 */
record Resumption(long end, long entries, @Nullable Tail tail) {

    /** Behind a segment, whose torn end is cut; null: there is none. */
    static Resumption after(@Nullable Segment last, Bookmarks bookmarks) throws IOException {
        if (last == null) {
            return new Resumption(bookmarks.most(), 0, null);
        }
        Recovery found = Recovery.of(last);
        boolean torn = !found.clean() && found.entries() > 0;
        long written = torn ? last.bytes() : found.position();
        long behind = last.start() + found.position();
        long end = Math.max(last.start() + written, bookmarks.most());
        long entries = last.before() + found.entries();
        if (!found.clean() || end > behind) {
            cut(last, found.position());
        }
        if (end == behind) {
            return new Resumption(end, entries, Tail.at(last, found.position()));
        }
        bookmarks.skip(behind, end);
        return new Resumption(end, entries, null);
    }

    private static void cut(Segment last, long position) throws IOException {
        try (FileChannel channel = FileChannel.open(last.file(), StandardOpenOption.WRITE)) {
            channel.truncate(position);
            channel.force(true);
        }
    }
}
