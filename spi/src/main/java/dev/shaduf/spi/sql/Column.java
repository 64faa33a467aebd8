package dev.shaduf.spi.sql;

/** A column of a relation. */
public record Column(String name, Type type) {}
