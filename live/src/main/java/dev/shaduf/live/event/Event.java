package dev.shaduf.live.event;

import org.jspecify.annotations.Nullable;

/**
 * An event as it was accepted.
 *
 * @param source the name of its source
 * @param messageId as sent, or assigned
 * @param userId as text; null where absent, null or ''. One of the two ids is always there
 * @param anonymousId as text; null where absent, null or ''
 * @param payload the column {@code events.payload}: one JSON object in UTF-8 without duplicate keys
 *     and without lone surrogates. Not to be changed
 */
public record Event(
        String source,
        EventType type,
        String messageId,
        @Nullable String userId,
        @Nullable String anonymousId,
        Times times,
        byte[] payload)
        implements Entry {

    @Override
    public long receivedAt() {
        return times.received();
    }
}
