/**
 * Tables of a DuckDB file as a destination: {@code type: duckdb}. The file is opened when it is
 * written to and given back afterwards; it is never the warehouse of the project itself.
 */
@NullMarked
package dev.shaduf.destination.duckdb;

import org.jspecify.annotations.NullMarked;
