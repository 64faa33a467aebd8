package dev.shaduf.live.load;

/** What an event's row needs while its values are put in. */
record Row(long receivedAt, Discards discards) {}
