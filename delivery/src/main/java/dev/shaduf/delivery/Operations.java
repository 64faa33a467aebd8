package dev.shaduf.delivery;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The operations of a run in the order in which they are tried. Read by one thread, never held as a
 * whole.
 */
@FunctionalInterface
public interface Operations {

    /** The next operation; null after the last. */
    @Nullable Operation next();

    /**
     * Whether {@link #again} can be asked. Where it cannot, the rows of jobs that run at the tool
     * stay in memory.
     */
    default boolean repeatable() {
        return false;
    }

    /**
     * Operations that were read before, in the order of these ordinals. Called by the thread that
     * read them, when it reads no more.
     */
    default List<Operation> again(long[] ordinals) {
        throw new UnsupportedOperationException("read once");
    }
}
