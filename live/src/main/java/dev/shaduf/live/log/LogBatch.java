package dev.shaduf.live.log;

import java.util.List;

/**
 * Entries of one shard in their order.
 *
 * @param records may be empty
 * @param next where to go on: the offset behind the last
 */
public record LogBatch(List<LogRecord> records, long next) {}
