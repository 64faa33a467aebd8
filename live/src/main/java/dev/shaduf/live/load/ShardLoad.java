package dev.shaduf.live.load;

import dev.shaduf.spi.warehouse.Session;

import java.util.List;
import java.util.OptionalLong;

/**
 * The load of one source from one shard.
 *
 * @param all what loads the source from all of them
 * @param offsets how far it is in this one
 */
record ShardLoad(EventLoad all, Offsets offsets) {

    /** Where the warehouse says to go on; empty where nothing was loaded yet. */
    OptionalLong position(Session session) {
        return offsets.read(session);
    }

    /** Loads entries of the shard; gives where to go on. */
    long load(Session session, List<Kept> entries, EventLoad.Span span) {
        return all.load(session, entries, span);
    }
}
