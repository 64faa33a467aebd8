package dev.shaduf.engine.component;

import dev.shaduf.engine.scratch.Scratch;
import dev.shaduf.spi.warehouse.Dialect;

import java.util.List;
import java.util.function.IntConsumer;

/**
 * Records that hang together through links, as far as no rule is looked at. Records are numbers
 * from 0. Used once, by one thread: links first, then the table of what they make.
 */
public interface Components {

    /** The name of the temporary table that is made. */
    String TABLE = "parts";

    /** Those of so many records, in the way that suits the warehouse. */
    static Components of(Scratch scratch, Dialect dialect, long records) {
        return dialect.execution().embedded()
                ? new UnionFind(scratch, records)
                : new HookAndJump(scratch, dialect, records);
    }

    /**
     * Joins the pairs of records of tables of {@code n, f}; only once, and before {@link #extend}.
     *
     * @param stars each record is there as {@code n} once at most, with one before it that is there
     *     as {@code f} only
     * @param others any pairs
     */
    void join(String stars, List<String> others);

    /** Joins pairs of a query of {@code n, f}, and remembers which components it made larger. */
    void extend(String links);

    /**
     * Makes {@code parts(n, p, s)}: record, first record of its component, records of the
     * component.
     */
    void make();

    /**
     * Hands over the first record of each component that is too large.
     *
     * @param most the most records of a component
     * @param mostExtended the most records of one that {@link #extend} made larger
     */
    void larger(long most, long mostExtended, IntConsumer first);
}
