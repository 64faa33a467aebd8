package dev.shaduf.spi.destination;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/**
 * What an object of a destination takes.
 *
 * @param modes the modes it can do
 * @param fields its fields; null where any name is taken
 * @param matchKeys sets of fields that identify a record, each a choice; empty where any is taken
 * @param clears whether it can be emptied ({@code --clear-and-fill})
 */
public record ObjectType(
        String name,
        Set<Mode> modes,
        @Nullable List<Field> fields,
        List<List<String>> matchKeys,
        boolean clears) {

    /** A field of an object. */
    public record Field(String name, boolean required, boolean readOnly) {}
}
