package dev.shaduf.engine.project;

/** What happens at the tool when a delivered row leaves the model. */
public enum OnRemove {
    KEEP,
    CLEAR,
    DELETE
}
