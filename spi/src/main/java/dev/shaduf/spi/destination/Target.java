package dev.shaduf.spi.destination;

import dev.shaduf.spi.sql.Type;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * What a sync is about to write, for the writer's preparations.
 *
 * @param runId the sync's run
 * @param now the start of the run
 * @param match the match fields
 * @param fields the other destination fields
 * @param create whether missing tables and columns are made
 */
public record Target(
        String sync,
        long runId,
        Instant now,
        String object,
        Mode mode,
        List<TypedField> match,
        List<TypedField> fields,
        boolean create) {

    /** A destination field and the warehouse type it is made from; null where it is computed. */
    public record TypedField(String name, @Nullable Type type) {}
}
