/**
 * Files as a source: CSV, TSV, JSON, JSON lines and Parquet on the local disk. They are read by an
 * embedded DuckDB of their own that sees no warehouse; what it cannot read exactly is read here.
 */
@NullMarked
package dev.shaduf.source.files;

import org.jspecify.annotations.NullMarked;
