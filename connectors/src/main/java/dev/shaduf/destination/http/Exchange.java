package dev.shaduf.destination.http;

import org.jspecify.annotations.Nullable;

/** How a request ended. */
sealed interface Exchange {

    /** A whole answer came. */
    record Answered(Reply reply) implements Exchange {}

    /** Nothing was sent. */
    record NotSent(String why) implements Exchange {}

    /** Sent, at least in part, and no whole answer; {@code status} where it had begun. */
    record Lost(String why, @Nullable Integer status) implements Exchange {}

    /** The address is one that is never asked. */
    record Forbidden(String address) implements Exchange {}
}
