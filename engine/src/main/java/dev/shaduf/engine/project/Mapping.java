package dev.shaduf.engine.project;

import dev.shaduf.spi.json.Json;

import java.util.List;

/** What a destination field is made from. */
public sealed interface Mapping {

    /** A column of the model. */
    record Column(String name) implements Mapping {}

    /** The same value for every row. */
    record Constant(Json value) implements Mapping {}

    /**
     * A Liquid template.
     *
     * @param columns the variables it names; those that are columns of the model count as mapped
     */
    record Template(String source, List<String> columns) implements Mapping {}

    /** A list of columns; nulls are left out. */
    record Listed(List<String> columns) implements Mapping {}

    /** A nested object. */
    record Nested(List<MappedField> fields) implements Mapping {}
}
