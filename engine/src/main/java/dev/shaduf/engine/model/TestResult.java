package dev.shaduf.engine.model;

import dev.shaduf.spi.json.Json;

import java.util.List;

/**
 * What a test of a model found.
 *
 * @param name the test as a person would call it: {@code unique customer_id}
 * @param warn whether a failure only warns
 * @param failing how many rows fail; 0 is a pass
 * @param examples up to five failing rows
 * @param message what is wrong in a sentence; "" for a pass
 */
public record TestResult(
        String name, boolean warn, long failing, List<Json.Obj> examples, String message) {

    /** Whether nothing failed. */
    public boolean passed() {
        return failing == 0;
    }

    /** Whether it failed and what depends on the model is to be skipped. */
    public boolean stops() {
        return failing > 0 && !warn;
    }
}
