package dev.shaduf.live.event;

/**
 * An event that was refused: a row of {@code rejected_events}.
 *
 * @param reason a code of the tracking API such as {@code no_user}
 * @param payload its text as received, in UTF-8. Not to be changed
 */
public record Refused(String source, long receivedAt, String reason, byte[] payload)
        implements Entry {}
