package dev.shaduf.live.log;

/**
 * An entry as it is in the log.
 *
 * @param entry for {@link dev.shaduf.live.event.Entries#read}
 */
public record LogRecord(long offset, byte[] entry) {}
