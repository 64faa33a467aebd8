/** The DuckDB destination against real files. Each test has a directory of its own. */
@NullMarked
package dev.shaduf.destination.duckdb;

import org.jspecify.annotations.NullMarked;
