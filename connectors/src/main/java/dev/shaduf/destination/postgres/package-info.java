/**
 * PostgreSQL tables as a destination: {@code type: postgres}. Rows are parsed straight into the
 * text of a COPY.
 */
@NullMarked
package dev.shaduf.destination.postgres;

import org.jspecify.annotations.NullMarked;
