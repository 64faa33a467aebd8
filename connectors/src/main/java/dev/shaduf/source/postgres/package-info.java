/**
 * Another PostgreSQL as a source: its tables are streamed in one view of the data, whole or from
 * the last value of a cursor on.
 */
@NullMarked
package dev.shaduf.source.postgres;

import org.jspecify.annotations.NullMarked;
