package dev.shaduf.live.log;

import java.util.List;

/**
 * Entries of one shard in their order.
 *
 * @param records may be empty
 * @param next where to go on: the offset behind the last
 * @param damaged how many entries before that were passed over, since what the disk gave back is
 *     not what was written
 */
public record LogBatch(List<LogRecord> records, long next, long damaged) {

    /** Of a log that passes nothing over. */
    public LogBatch(List<LogRecord> records, long next) {
        this(records, next, 0);
    }
}
