package dev.shaduf.engine.project;

/** A destination field, what it is made from, and what is sent when that is null. */
public record MappedField(String name, Mapping mapping, WhenNull whenNull) {}
