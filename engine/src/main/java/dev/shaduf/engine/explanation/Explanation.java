package dev.shaduf.engine.explanation;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Why records are one profile.
 *
 * @param id the profile's id
 * @param links what joins its records, and the identifiers they bring
 * @param merges profiles that it absorbed
 * @param path from one of two named things to the other; empty where only one was named
 */
public record Explanation(
        String id,
        List<Seen> records,
        List<Identifier> identifiers,
        List<Value> attributes,
        List<Link> links,
        List<Merge> merges,
        List<Step> path) {

    /** Keeps its own copies. */
    public Explanation {
        records = List.copyOf(records);
        identifiers = List.copyOf(identifiers);
        attributes = List.copyOf(attributes);
        links = List.copyOf(links);
        merges = List.copyOf(merges);
        path = List.copyOf(path);
    }

    /** A record. */
    public record Seen(String source, String key) {

        /** As people name it: {@code source:key}. */
        public String name() {
            return source + ":" + key;
        }
    }

    /** An identifier with where it was seen. */
    public record Identifier(String type, String value, String source) {}

    /** A surviving value and the record it comes from. */
    public record Value(
            String attribute,
            String value,
            String source,
            String key,
            @Nullable String updatedAt) {}

    /**
     * A link of a record with an identifier, or of two records.
     *
     * @param rule the match list that it belongs to; null where it joins nobody
     */
    public record Link(
            Point a, Point b, @Nullable String rule, String source, @Nullable Double score) {}

    /**
     * A record or an identifier.
     *
     * @param type the source, or the identifier's type
     */
    public record Point(String type, String value) {
        @Override
        public String toString() {
            return type + ":" + value;
        }
    }

    /** A profile that was absorbed. */
    public record Merge(
            String absorbedId, @Nullable String rule, @Nullable String evidence, String mergedAt) {}

    /**
     * A step of a path.
     *
     * @param rule by which the step before leads here; "" for the first
     */
    public record Step(Point point, String rule) {}
}
