package dev.shaduf.testkit.destination;

import dev.shaduf.spi.destination.Action;
import dev.shaduf.spi.destination.Answer;
import dev.shaduf.spi.destination.Batch;
import dev.shaduf.spi.destination.BatchLimit;
import dev.shaduf.spi.destination.Destination;
import dev.shaduf.spi.destination.Mode;
import dev.shaduf.spi.destination.ObjectType;
import dev.shaduf.spi.destination.OutRow;
import dev.shaduf.spi.destination.Reason;
import dev.shaduf.spi.destination.Target;
import dev.shaduf.spi.destination.Writer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A tool that takes events and tells only how many of a batch it could not use. It knows batches by
 * their idempotency key. Safe to share between threads.
 */
public final class CountsDestination implements Destination {

    private static final Set<Mode> MODES = Set.of(Mode.INSERT, Mode.APPEND);

    private final List<OutRow> events = new ArrayList<>();
    private final Set<String> batches = new HashSet<>();

    /** The events that the tool could use. */
    public synchronized List<OutRow> events() {
        return List.copyOf(events);
    }

    @Override
    public void check() {
        // It is in memory.
    }

    @Override
    public ObjectType object(String name, boolean connect) {
        return new ObjectType(name, MODES, null, List.of(), false);
    }

    @Override
    public Writer writer(Target target) {
        Modes.require(MODES, target);
        return new CountsWriter();
    }

    @Override
    public void close() {
        // The tool stays.
    }

    private synchronized Answer take(Batch batch) {
        int unusable = 0;
        boolean fresh = batches.add(batch.idempotencyKey());
        for (OutRow row : batch.rows()) {
            if (row.match().getFirst().equals("\"\"")) {
                unusable++;
            } else if (fresh) {
                events.add(row);
            }
        }
        return new Answer.Counted(unusable, Reason.of(unusable + " events name nobody"));
    }

    private final class CountsWriter implements Writer {

        @Override
        public BatchLimit limit(Action action) {
            return new BatchLimit(100, 1 << 20, 4);
        }

        @Override
        public boolean harmlessTwice(Action action) {
            return true;
        }

        @Override
        public Answer send(Batch batch) {
            return take(batch);
        }

        @Override
        public String payload(Action action, OutRow row) {
            return String.valueOf(row.fields());
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
