package dev.shaduf.engine.sync;

import dev.shaduf.delivery.RateLimiter;
import dev.shaduf.engine.comparison.Comparison;
import dev.shaduf.engine.comparison.Comparison.Found;
import dev.shaduf.engine.comparison.Comparison.Manner;
import dev.shaduf.engine.model.Relation;
import dev.shaduf.engine.project.Destination;
import dev.shaduf.engine.project.Sync;

/**
 * A sync with what it reads and where it writes.
 *
 * @param relation the rows of the model
 * @param destination the destination's settings
 * @param connection the destination itself, opened by the caller and closed by it
 * @param limiter shared by all syncs of the destination
 */
public record SyncJob(
        Sync sync,
        Relation relation,
        Destination destination,
        dev.shaduf.spi.destination.Destination connection,
        RateLimiter limiter) {

    /** Compares the model's rows; where its SQL fails half-way, the model is named. */
    Found compared(Comparison comparison, Manner manner) {
        return relation.reading(
                () -> comparison.compare(relation.query(), relation.plain(), manner));
    }

    /** Keeps what was found, which reads the rows of a model that was not kept whole. */
    Found kept(Comparison comparison, Found found) {
        return relation.reading(() -> comparison.keep(found));
    }
}
