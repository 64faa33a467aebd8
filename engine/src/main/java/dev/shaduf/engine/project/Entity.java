package dev.shaduf.engine.project;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * A kind of thing profiles are kept for, with its identity rules: {@code entities/*.yml}.
 *
 * @param records where it is seen; earlier wins when surviving values conflict
 * @param survive how an attribute's surviving value is chosen; others: the most recent
 * @param facts what is known of its profiles beside their records
 * @param places where its file says all this
 */
public record Entity(
        Common common,
        List<Seen> records,
        Identity identity,
        Map<String, Survival> survive,
        EntityFacts facts,
        Places places) {

    /** The entity's name. */
    public String name() {
        return common.name();
    }

    /** The column of its ids: {@code customer_id}. */
    public String idColumn() {
        return name() + "_id";
    }

    /**
     * Where it is seen.
     *
     * @param from {@code source.table}, a model, or an events source
     * @param key the column or columns of a record's key; empty for an events source
     * @param identifiers column or SQL by identifier type
     * @param attributes column or SQL by attribute
     * @param updatedAt column or SQL of the time a record was changed; null for none
     */
    public record Seen(
            String from,
            List<String> key,
            Map<String, String> identifiers,
            Map<String, String> attributes,
            @Nullable String updatedAt) {}

    /**
     * The identity rules.
     *
     * @param identifiers the types, the highest priority first
     * @param match lists of identifiers and attributes; records equal in all of a list are one
     * @param block values that never match
     * @param largest no union makes a profile of more records
     * @param similar matching by similarity on top of the lists; null: none
     */
    public record Identity(
            List<Identifier> identifiers,
            List<List<String>> match,
            List<String> block,
            EntityGuard guard,
            long largest,
            @Nullable Similar similar) {

        /** The values that match nothing unless the file says others. */
        public static final List<String> BLOCKED =
                List.of("^[0-]*$", "-1", "null", "none", "undefined", "anonymous", "n/a");

        /** The most records of a profile unless the file says another number. */
        public static final long LARGEST = 10_000;
    }

    /**
     * A type of identifier.
     *
     * @param limit the most values of a profile; null: any number
     * @param quarantine a value on more records joins nobody; null: no such number
     */
    public record Identifier(
            String type, Normal normal, @Nullable Long limit, @Nullable Long quarantine) {

        /** On how many records a value may be unless the file says another number. */
        public static final long QUARANTINE = 1_000;
    }

    /** How the values of a type are brought to one form; each is trimmed before. */
    public sealed interface Normal {

        /** As they are. */
        record None() implements Normal {}

        /** In small letters. */
        record Lower() implements Normal {}

        /**
         * As e-mail addresses.
         *
         * @param gmail whether dots and what follows a plus are dropped where Gmail does
         */
        record Email(boolean gmail) implements Normal {}

        /**
         * As phone numbers in E.164.
         *
         * @param region two letters, of numbers without a country; "" where there is none
         */
        record Phone(String region) implements Normal {}
    }

    /** How a surviving value is chosen. */
    public sealed interface Survival {

        /** Of the record that changed last. */
        record MostRecent() implements Survival {}

        /** The value that most records have. */
        record MostFrequent() implements Survival {}

        /** The longest text. */
        record Longest() implements Survival {}

        /** Of the first of these sources that has one. */
        record From(List<String> sources) implements Survival {}
    }
}
