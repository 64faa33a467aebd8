package dev.shaduf.live.log;

import org.jspecify.annotations.Nullable;

/**
 * How a log is.
 *
 * @param refusal why appending is refused now; null where it is not
 * @param appended entries since it was opened
 * @param syncs how often it was brought to disk since then
 * @param bytes how much it takes on disk
 */
public record LogStatus(@Nullable LogFailure refusal, long appended, long syncs, long bytes) {}
