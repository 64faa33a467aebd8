package dev.shaduf.engine.similar;

import dev.shaduf.engine.project.Similar.Comparison;

import java.util.List;

/**
 * What is compared, and which pairs are. The table of records that goes with it has a column {@code
 * n} of type INTEGER that counts them from 0 without gaps, a column {@code c0, c1…} for each
 * comparison (its value, of any type that can be cast to text; texts as they were written) and a
 * column {@code k0, k1…} for each blocking list (its key: a text or a 64-bit hash, null where the
 * record is in no block of the list); beside a hash may stand {@code v0, v1…}, the key as people
 * know it. Where only a part of the pairs is looked at, the values may come from {@link Values}.
 *
 * @param compare what is compared, {@code c0} first
 * @param blocking which records come together, {@code k0} first
 * @param seed of everything that is drawn at random
 */
public record Design(List<Comparison> compare, List<Blocking> blocking, Limits limits, long seed) {

    /** Keeps its own copies; throws where there is more than can be held. */
    public Design {
        compare = List.copyOf(compare);
        blocking = List.copyOf(blocking);
        Limits.check(compare, blocking);
    }

    /** With the usual limits and seed. */
    public Design(List<Comparison> compare, List<Blocking> blocking) {
        this(compare, blocking, Limits.USUAL, 1);
    }
}
