package dev.shaduf.engine.project;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of an entity's profiles beside their records.
 *
 * @param transactions null: it has none
 * @param events the events sources whose events are theirs
 * @param related other tables that belong to profiles, by name
 */
public record EntityFacts(
        @Nullable FactTable transactions, List<String> events, Map<String, FactTable> related) {

    /** What traits call the transactions. */
    public static final String TRANSACTIONS = "transactions";

    /** What traits call the events. */
    public static final String EVENTS = "events";

    /** Keeps its own copies, in their order. */
    public EntityFacts {
        events = List.copyOf(events);
        related = Collections.unmodifiableMap(new LinkedHashMap<>(related));
    }

    /**
     * A table of facts.
     *
     * @param from {@code source.table}, a model or an entity
     * @param by column or SQL by identifier type: whose a fact is
     * @param id column or SQL that tells facts apart; null: none
     * @param at column or SQL of the time; null: none
     * @param amount column or SQL of the amount; null: none
     */
    public record FactTable(
            String from,
            Map<String, String> by,
            @Nullable String id,
            @Nullable String at,
            @Nullable String amount) {

        /** The names {@code id, at, amount} by the column or SQL that they stand for. */
        public Map<String, String> renamed() {
            Map<String, String> renamed = new LinkedHashMap<>();
            if (id != null) {
                renamed.put(id, "id");
            }
            if (at != null) {
                renamed.put(at, "at");
            }
            if (amount != null) {
                renamed.put(amount, "amount");
            }
            return renamed;
        }
    }

    /** The table of that name, or null; the events are none. */
    public @Nullable FactTable table(String name) {
        return name.equals(TRANSACTIONS) ? transactions : related.get(name);
    }
}
