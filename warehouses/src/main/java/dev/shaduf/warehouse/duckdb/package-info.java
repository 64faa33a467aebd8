/**
 * The embedded warehouse: one DuckDB file per project, opened when needed and given back when not.
 * Sessions are connections of one instance per file and process.
 */
@NullMarked
package dev.shaduf.warehouse.duckdb;

import org.jspecify.annotations.NullMarked;
