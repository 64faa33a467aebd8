package dev.shaduf.engine.model;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What the tests of a model found.
 *
 * @param results of each test, in their order
 * @param rows how many rows the model has; null where no test had to read them all
 */
public record Tested(List<TestResult> results, @Nullable Long rows) {

    /** Keeps its own copy. */
    public Tested {
        results = List.copyOf(results);
    }
}
