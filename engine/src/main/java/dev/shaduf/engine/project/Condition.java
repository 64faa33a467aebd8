package dev.shaduf.engine.project;

import dev.shaduf.spi.json.Json;

import java.util.List;

/** What must hold of an event, a row or a person. */
public sealed interface Condition {

    /** Every one holds; also where there is none. */
    record All(List<Condition> conditions) implements Condition {}

    /** At least one holds. */
    record Any(List<Condition> conditions) implements Condition {}

    /** It does not hold. */
    record Not(Condition condition) implements Condition {}

    /**
     * A comparison of one value.
     *
     * @param paths where the value is, names joined by dots; the first that is there counts
     * @param operand as in the file; a list for {@code between}, {@code in} and {@code not_in}
     */
    record Test(List<String> paths, Operator operator, Json operand) implements Condition {}
}
