package dev.shaduf.engine.project;

import dev.shaduf.spi.json.Json;

/** What is sent for a null. */
public sealed interface WhenNull {

    /** Null is sent. */
    record Clear() implements WhenNull {}

    /** The field is left out. */
    record Skip() implements WhenNull {}

    /** This value is sent. */
    record Value(Json value) implements WhenNull {}
}
