package dev.shaduf.delivery;

import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.destination.Action;
import dev.shaduf.spi.destination.Answer;
import dev.shaduf.spi.destination.BatchLimit;
import dev.shaduf.spi.destination.OutRow;
import dev.shaduf.spi.destination.Writer;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A writer as a delivery uses it: everything but sending by one thread at a time, and batches that
 * shrink when the tool finds them too large. Safe to share between threads.
 */
final class Tool {

    private final Writer writer;
    private final Map<Action, BatchLimit> limits = new EnumMap<>(Action.class);
    private final Map<Action, Integer> rows = new EnumMap<>(Action.class);
    private final int concurrency;

    Tool(Writer writer) {
        this.writer = writer;
        int least = Integer.MAX_VALUE;
        for (Action action : Action.values()) {
            BatchLimit limit = writer.limit(action);
            limits.put(action, limit);
            rows.put(action, Math.max(1, limit.rows()));
            least = Math.min(least, limit.concurrency());
        }
        concurrency = Math.max(1, least);
    }

    int concurrency() {
        return concurrency;
    }

    /** The most rows of a batch at present. */
    synchronized int rows(Action action) {
        Integer most = rows.get(action);
        return most == null ? 1 : most;
    }

    long bytes(Action action) {
        BatchLimit limit = limits.get(action);
        return limit == null ? Long.MAX_VALUE : limit.bytes();
    }

    /** A batch of so many rows was too large: from now on at most half. */
    synchronized void tooLarge(Action action, int size) {
        rows.merge(action, Math.max(1, size / 2), Math::min);
    }

    /** Whether the same batch may go out twice. */
    synchronized boolean harmlessTwice(Action action) {
        return writer.harmlessTwice(action);
    }

    /** Whether some rows of a batch may go out again without the others, so under another key. */
    synchronized boolean harmlessAlone(Action action) {
        return action.harmlessTwice() && writer.harmlessTwice(action);
    }

    /** Rows that can share a call, as parcels. */
    synchronized List<Parcel> grouped(List<Course> some) {
        List<OutRow> out = some.stream().map(Course::row).toList();
        List<List<OutRow>> groups = writer.groups(some.getFirst().action(), out);
        if (groups.size() == 1) {
            return List.of(Parcel.of(some));
        }
        Map<Long, Course> byOrdinal = HashMap.newHashMap(some.size());
        some.forEach(row -> byOrdinal.put(row.operation().ordinal(), row));
        List<Parcel> parcels = new ArrayList<>(groups.size());
        for (List<OutRow> group : groups) {
            parcels.add(Parcel.of(group.stream().map(row -> take(byOrdinal, row)).toList()));
        }
        if (!byOrdinal.isEmpty()) {
            throw new IllegalStateException("the writer's groups leave out " + byOrdinal.keySet());
        }
        return parcels;
    }

    private static Course take(Map<Long, Course> byOrdinal, OutRow row) {
        Course course = byOrdinal.remove(row.ordinal());
        if (course == null) {
            throw new IllegalStateException("the writer's groups repeat row " + row.ordinal());
        }
        return course;
    }

    /** What goes out for a row; null where it cannot be rendered. */
    synchronized @Nullable String payload(Step step) {
        try {
            return writer.payload(step.action(), step.row());
        } catch (ShadufException e) {
            return null;
        }
    }

    Answer send(Parcel parcel) throws InterruptedException {
        return writer.send(parcel.batch());
    }

    synchronized Answer poll(String job, Parcel parcel) throws InterruptedException {
        return writer.poll(job, parcel.batch());
    }

    synchronized void finish() throws InterruptedException {
        writer.finish();
    }
}
