package dev.shaduf.engine.project;

import dev.shaduf.engine.yaml.Place;

import java.util.List;

/**
 * A name in a file that means another object.
 *
 * @param kinds where it may be found
 * @param orders whether what is named must be up to date first: an edge of the graph
 */
record Reference(List<String> kinds, String name, Place place, boolean orders) {

    /** A name of something that comes first. */
    static Reference first(List<String> kinds, String name, Place place) {
        return new Reference(kinds, name, place, true);
    }

    /** A name of something that only must be there. */
    static Reference only(String kind, String name, Place place) {
        return new Reference(List.of(kind), name, place, false);
    }
}
