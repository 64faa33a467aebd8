/**
 * What Shaduf remembers beside the warehouse, in one SQLite file: runs of commands and the ledger
 * of what is being sent. Losing it loses history, no snapshot and no customer data.
 */
@NullMarked
package dev.shaduf.engine.store;

import org.jspecify.annotations.NullMarked;
