package dev.shaduf.engine.sync;

import dev.shaduf.delivery.Outcome;
import dev.shaduf.spi.warehouse.Loader;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Joins outcomes that follow each other and are alike, as those of whole batches are, to ranges of
 * numbers, and knows which end is the commonest. Used by one thread.
 */
final class Ranges {

    /** The kind of no row. */
    static final int NONE = -2;

    /** The kind of ends that a row has for itself, or beyond the first few different ones. */
    private static final int OTHER = -1;

    private static final int KINDS = 64;

    private final @Nullable Loader loader;
    private final Map<End, Integer> kinds = new LinkedHashMap<>();
    private final List<Long> counts = new ArrayList<>();
    private @Nullable End alike;
    private long first;
    private long last;

    /** How many outcomes there were. */
    long rows;

    /** The sum of their numbers. */
    long sum;

    /**
     * @param loader of first_n, last_n, kind and the end; null: there will be none
     */
    Ranges(@Nullable Loader loader) {
        this.loader = loader;
    }

    void add(Outcome outcome) {
        End end = End.of(outcome);
        rows++;
        sum += outcome.ordinal();
        if (alike != null && outcome.ordinal() == last + 1 && alike.equals(end)) {
            last++;
            return;
        }
        end();
        alike = end;
        first = outcome.ordinal();
        last = first;
    }

    /** After the last. */
    void end() {
        End end = alike;
        if (end == null || loader == null) {
            return;
        }
        int kind = counted(end, last - first + 1);
        loader.value(first);
        loader.value(last);
        loader.value(kind);
        loader.value(end.status());
        loader.value(end.reason());
        if (end.httpStatus() == null) {
            loader.value(null);
        } else {
            loader.value(end.httpStatus());
        }
        loader.value(end.attempt());
        loader.value(end.mark());
        loader.value(end.arrived().ordinal());
        loader.value(end.remoteId());
        loader.value(end.payload());
        loader.endRow();
        alike = null;
    }

    private int counted(End end, long rows) {
        if (end.payload() != null || end.remoteId() != null) {
            return OTHER; // a row's own
        }
        Integer known = kinds.get(end);
        if (known == null) {
            if (kinds.size() == KINDS) {
                return OTHER;
            }
            known = kinds.size();
            kinds.put(end, known);
            counts.add(0L);
        }
        counts.set(known, counts.get(known) + rows);
        return known;
    }

    /** The end that most rows have; null: there are none. */
    @Nullable End commonest() {
        return kinds.entrySet().stream()
                .max((a, b) -> Long.compare(counts.get(a.getValue()), counts.get(b.getValue())))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    /** The number of a kind. */
    int kind(@Nullable End end) {
        return end == null ? NONE : kinds.getOrDefault(end, NONE);
    }

    /** How many rows are of a kind. */
    long rows(int kind) {
        return kind < 0 ? 0 : counts.get(kind);
    }
}
