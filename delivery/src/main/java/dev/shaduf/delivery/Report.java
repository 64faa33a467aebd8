package dev.shaduf.delivery;

import org.jspecify.annotations.Nullable;

/**
 * How a delivery ended.
 *
 * @param stop why it stopped before the end, or null: code, message and next step
 * @param strangers how many results named keys that were not sent
 * @param countedRefused rows a tool counted as refused without saying which
 * @param requests calls made
 */
public record Report(@Nullable Stop stop, long strangers, long countedRefused, long requests) {

    /** Why a delivery stopped before its end. */
    public record Stop(String code, String message, String fix) {}
}
