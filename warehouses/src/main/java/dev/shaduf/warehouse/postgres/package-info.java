/**
 * PostgreSQL as the warehouse: one connection per session, COPY for loads, repeatable reads.
 * Nothing is assumed of the server but version 13.
 */
@NullMarked
package dev.shaduf.warehouse.postgres;

import org.jspecify.annotations.NullMarked;
