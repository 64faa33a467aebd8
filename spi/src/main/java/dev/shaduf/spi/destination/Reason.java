package dev.shaduf.spi.destination;

import org.jspecify.annotations.Nullable;

/**
 * Why something was not delivered: the tool's words (or a code of Shaduf first), and the HTTP
 * status if any.
 */
public record Reason(String text, @Nullable Integer httpStatus) {

    /** A reason without an HTTP status. */
    public static Reason of(String text) {
        return new Reason(text, null);
    }
}
