package dev.shaduf.live.forward;

import dev.shaduf.live.event.Entries;
import dev.shaduf.live.event.Event;
import dev.shaduf.live.log.LogPeek;
import dev.shaduf.live.log.LogRecord;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;

/** Events of a span of time that are still in the log. */
public final class LogFeed implements Feed {

    private static final int BYTES = 1 << 20;

    private final LogPeek log;
    private final Span span;
    private final Deque<LogRecord> waiting = new ArrayDeque<>();

    /** Reads a log from where the peek is to its present end. */
    public LogFeed(LogPeek log, Span span) {
        this.log = log;
        this.span = span;
    }

    @Override
    public @Nullable Event next() {
        while (true) {
            if (waiting.isEmpty()) {
                waiting.addAll(log.next(BYTES));
            }
            LogRecord record = waiting.poll();
            if (record == null) {
                return null;
            }
            if (event(record) instanceof Event event && span.has(event.receivedAt())) {
                return event;
            }
        }
    }

    private static @Nullable Event event(LogRecord record) {
        try {
            return Entries.read(record.entry()) instanceof Event event ? event : null;
        } catch (IllegalArgumentException e) {
            return null; // of a later version
        }
    }
}
