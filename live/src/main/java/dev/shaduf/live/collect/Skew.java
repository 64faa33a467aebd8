package dev.shaduf.live.collect;

import dev.shaduf.live.event.Times;

/**
 * Corrects an event's time for the client's clock.
 *
 * @param retry whether the request says that it is a repeated one
 * @param server whether a library on a server sent it
 */
record Skew(boolean retry, boolean server) {

    private static final long SECOND = 1_000_000;
    private static final long TOLERATED = 60 * SECOND;
    private static final long RETRIED = 72 * 3600 * SECOND;

    /** The years 1 to 9999, which every warehouse can hold. */
    private static final long EARLIEST = Moment.read("0001-01-01T00:00:00Z");

    private static final long LATEST = Moment.read("9999-12-31T23:59:59Z");

    /**
     * The times of an event.
     *
     * @param sent what counts as {@code sent_at}: the batch's, else the event's own
     * @param ownSent the event's own {@code sentAt}
     */
    Times correct(long received, long sent, long ownSent, long original) {
        boolean kept = original == Times.ABSENT || sent == Times.ABSENT;
        long corrected = original == Times.ABSENT ? received : original;
        if (!kept && isOff(received, sent, ownSent == original)) {
            long moved = received - (sent - original);
            corrected = moved < EARLIEST || moved > LATEST ? original : moved;
        }
        return new Times(received, sent, corrected, original);
    }

    /** Whether the clock is wrong, rather than the request old because it was sent again. */
    private boolean isOff(long received, long sent, boolean sentAtOnce) {
        long age = received - sent;
        if (age < -TOLERATED) {
            return true;
        }
        boolean stands = retry || sentAtOnce || server && age <= RETRIED;
        return age > TOLERATED && !stands;
    }
}
