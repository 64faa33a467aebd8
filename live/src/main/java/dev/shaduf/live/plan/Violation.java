package dev.shaduf.live.plan;

import org.jspecify.annotations.Nullable;

/**
 * Where an event differs from its plan: a row of {@code violations}.
 *
 * @param event the name of a track event, the call of any other
 * @param field such as {@code properties.revenue}, the same for all items of a list: {@code
 *     properties.products[].sku}; null: the event itself
 * @param kind the word of JSON Schema that is broken, or {@code unplanned_event}
 * @param message what is wrong, without the value
 */
public record Violation(String event, @Nullable String field, String kind, String message) {}
