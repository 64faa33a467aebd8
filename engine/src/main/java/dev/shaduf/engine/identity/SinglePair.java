package dev.shaduf.engine.identity;

import dev.shaduf.engine.project.Similar;
import dev.shaduf.engine.record.Records;
import dev.shaduf.engine.record.Sightings;
import dev.shaduf.engine.scratch.Scratch;
import dev.shaduf.engine.similar.Waterfall;
import dev.shaduf.engine.similar.Weights;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/** Weighs two records of an entity as the last run would have. For one thread. */
public final class SinglePair {

    private final Session session;
    private final EntityTables tables;
    private final Similar similar;
    private final @Nullable Weights weights;

    /** By the weights that were learnt last of what an entity's file compares. */
    public SinglePair(Session session, EntityTables tables, Similar similar) {
        this.session = session;
        this.tables = tables;
        this.similar = similar;
        this.weights = new KeptWeights(session, tables, similar).read();
    }

    /** Whether there are any. */
    public boolean isKnown() {
        return weights != null;
    }

    /**
     * Of two records of {@code rec} by their numbers; only where the weights are known.
     *
     * @param records what made them
     */
    public Waterfall weigh(Scratch scratch, Sightings meant, Records records, int a, int b) {
        Compared compared =
                new Compared(session, scratch, meant, records.attributeTypes(), Records.TABLE);
        return new Weighing(session, scratch, compared, similar, meant.temporary())
                .weigh(
                        Objects.requireNonNull(weights),
                        new KeptPairs(scratch, tables, similar.compare().size()).known(),
                        a,
                        b);
    }
}
