/** The SQL databases that can hold a project. */
@NullMarked
package dev.shaduf.warehouse.duckdb;

import org.jspecify.annotations.NullMarked;
