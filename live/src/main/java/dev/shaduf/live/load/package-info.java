/**
 * From the log into the warehouse, exactly once: rows, new tables and columns and the place in the
 * log go in one transaction. Nothing that was accepted is lost to a question of names or types.
 */
@NullMarked
package dev.shaduf.live.load;

import org.jspecify.annotations.NullMarked;
