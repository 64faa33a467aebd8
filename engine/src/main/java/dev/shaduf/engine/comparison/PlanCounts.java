package dev.shaduf.engine.comparison;

import java.util.Map;

/**
 * What a comparison found. queried = unchanged + all invalid + added + changed.
 *
 * @param invalid by reason; only reasons that occur
 * @param delivered rows that count as delivered before
 * @param known of those, how many are still in the model; -1: not counted
 * @param notFinite values that are NaN or infinite
 */
public record PlanCounts(
        long queried,
        long unchanged,
        Map<String, Long> invalid,
        Counts planned,
        long delivered,
        long known,
        long notFinite) {}
