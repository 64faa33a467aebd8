package dev.shaduf.live.event;

/**
 * The four times of an event, in microseconds since 1970 UTC; {@link #ABSENT} where there is none.
 *
 * @param received when the server had the whole request
 * @param sent the client's clock when it sent; {@code ABSENT} where nothing readable was given
 * @param corrected the event's own time, corrected for the client's clock: column {@code timestamp}
 * @param original the event's own time as sent; {@code ABSENT} where nothing readable was given
 */
public record Times(long received, long sent, long corrected, long original) {

    /** No time was given, or none that can be read. */
    public static final long ABSENT = Long.MIN_VALUE;

    /** Whether the client said when it sent. */
    public boolean hasSent() {
        return sent != ABSENT;
    }

    /** Whether the event said when it happened. */
    public boolean hasOriginal() {
        return original != ABSENT;
    }
}
