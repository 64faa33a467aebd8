package dev.shaduf.live.load;

import dev.shaduf.live.column.JsonBytes;
import dev.shaduf.live.event.Entry;
import dev.shaduf.live.event.Event;
import dev.shaduf.live.event.Refused;
import dev.shaduf.live.load.Batch.Placed;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * The part of a batch that belongs to one source. Where an event makes the load fail, halves are
 * loaded until it is found; it is set aside in {@code rejected_events}, and the rest is loaded.
 * Belongs to one thread.
 */
final class Portions {

    /** Why a set-aside event is in {@code rejected_events}. */
    static final String REASON = "load_failed";

    /** When so many in a row cannot be loaded alone, it is not the events' fault. */
    private static final int HOPELESS = 5;

    private final ShardLoad load;
    private final List<Placed> entries;
    private final long next;
    private final boolean last;
    private long at;
    private int done;
    private int lost;

    /**
     * @param last whether the batch is loaded as a whole with it
     */
    Portions(ShardLoad load, List<Placed> entries, Batch batch, boolean last) {
        this.load = load;
        this.entries = entries;
        this.at = batch.from();
        this.next = batch.next();
        this.last = last;
    }

    /** Up to where it is loaded. */
    long at() {
        return at;
    }

    /** Loads what is not loaded yet; after a failure it may be called again. */
    void load(Session session) {
        lost = 0;
        while (done < entries.size()) {
            load(session, entries.size());
        }
    }

    /** Loads what is not loaded yet before an entry. */
    private void load(Session session, int to) {
        int from = done;
        ShadufException failure = from < to ? attempt(session, from, to) : null;
        if (failure == null) {
            return;
        }
        if (to - from > 1) {
            load(session, (from + to) >>> 1);
            load(session, to);
            return;
        }
        if (++lost >= HOPELESS) {
            throw failure;
        }
        setAside(session, from, failure);
    }

    /** Gives the failure where the events may be to blame; throws where they are not. */
    private @Nullable ShadufException attempt(Session session, int from, int to) {
        List<Kept> part = new ArrayList<>(to - from);
        entries.subList(from, to).forEach(each -> part.add(each.kept()));
        try {
            reach(load(session, part, to));
            lost = 0;
            return null;
        } catch (JsonBytes.Broken | IndexOutOfBoundsException e) {
            return new ShadufException(Failure.INTERNAL, "An event is no JSON: " + e, "", e);
        } catch (ShadufException e) {
            if (e.code() != Failure.SQL_FAILED && e.code() != Failure.INTERNAL) {
                throw e;
            }
            return e;
        }
    }

    private void setAside(Session session, int which, ShadufException failure) {
        Entry entry = entries.get(which).kept().entry();
        Entry aside =
                switch (entry) {
                    case Event event ->
                            new Refused(
                                    event.source(), event.receivedAt(), REASON, event.payload());
                    case Refused refused -> throw failure;
                };
        reach(load(session, List.of(() -> aside), which + 1));
    }

    private long load(Session session, List<Kept> part, int to) {
        boolean whole = last && to == entries.size();
        return load.load(session, part, new EventLoad.Span(load.offsets(), at, behind(to), whole));
    }

    private long behind(int to) {
        return to == entries.size() ? next : entries.get(to - 1).next();
    }

    /** The warehouse says that it has everything before a place. */
    private void reach(long place) {
        at = place;
        while (done < entries.size() && entries.get(done).next() <= place) {
            done++;
        }
    }
}
