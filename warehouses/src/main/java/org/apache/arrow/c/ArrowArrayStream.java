package org.apache.arrow.c;

/**
 * The address of a stream of the Arrow C interface: DuckDB's driver looks for a class of this name
 * and calls this method of it, nothing else.
 */
public record ArrowArrayStream(long memoryAddress) {}
