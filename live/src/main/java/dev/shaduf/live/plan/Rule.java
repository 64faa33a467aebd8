package dev.shaduf.live.plan;

import dev.shaduf.live.column.Token;

/** What one or several words of a schema ask of a value. Immutable; safe to share. */
@FunctionalInterface
interface Rule {

    /**
     * Reports where a value differs.
     *
     * @param value of an array or object, {@code from} is at its bracket
     */
    void check(Token value, Path at, Report report);
}
