package dev.shaduf.engine.project;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * An entry of {@code forward_to}: a destination that gets the events of a source as they arrive.
 *
 * @param to the destination
 * @param object what an event becomes there
 * @param where which events it gets
 * @param fields what is sent, columns being paths into the event such as {@code
 *     properties.revenue}; null: the whole event
 */
public record Forward(
        String to, String object, Condition where, @Nullable List<MappedField> fields) {}
