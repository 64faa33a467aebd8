package dev.shaduf.live.collect;

import dev.shaduf.live.event.Entry;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What a call holds.
 *
 * @param source whose write key it has; null where the call was refused before that was known
 * @param entries for the log, refused events included
 * @param accepted how many events were accepted
 * @param refusal why the call as a whole is answered with an error; null where it is not
 */
record Decoded(
        @Nullable EventSource source,
        List<Entry> entries,
        int accepted,
        List<Rejection> rejected,
        @Nullable Reason refusal) {}
