package dev.shaduf.engine.yaml;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What a YAML file says and where. Immutable. */
public sealed interface Tree {

    /** Where it stands. */
    Place place();

    /** What stands under a key; null where this is no map or has no such key. */
    default @Nullable Tree at(String key) {
        return null;
    }

    /** What stands at an index; a single value counts as a list of one; null beyond its end. */
    default @Nullable Tree item(int index) {
        return index == 0 ? this : null;
    }

    /**
     * A single value.
     *
     * @param text as it was written, without quotes
     * @param contentLine the line the text itself begins at: of a block the one after its {@code |}
     */
    record Scalar(String text, Tag tag, Place place, int contentLine) implements Tree {

        /** The same with another text, such as one whose variables are filled in. */
        Scalar saying(String other) {
            return new Scalar(other, Tag.TEXT, place, contentLine);
        }
    }

    /** What YAML 1.2 takes a plain scalar for. */
    enum Tag {
        TEXT,
        NULL,
        TRUTH,
        WHOLE,
        DECIMAL
    }

    /** A list. */
    record Items(List<Tree> items, Place place) implements Tree {
        @Override
        public @Nullable Tree item(int index) {
            return index < items.size() ? items.get(index) : null;
        }
    }

    /** A map; a key may occur twice, which is for the reader to report. */
    record Keys(List<Entry> entries, Place place) implements Tree {

        /** The first entry of a name, or null. */
        public @Nullable Entry entry(String name) {
            for (Entry entry : entries) {
                if (entry.name().equals(name)) {
                    return entry;
                }
            }
            return null;
        }

        @Override
        public @Nullable Tree at(String key) {
            Entry entry = entry(key);
            return entry == null ? null : entry.value();
        }
    }

    /**
     * A key with its value.
     *
     * @param place of the key
     */
    record Entry(String name, Place place, Tree value) {}

    /** Something that was reported already and is not looked at any further. */
    record Unknown(Place place) implements Tree {}
}
