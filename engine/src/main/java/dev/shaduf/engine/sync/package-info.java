/**
 * Syncs: what one would do now, doing it, and remembering what was delivered. Counts always add up,
 * and the snapshot moves only for rows that were delivered.
 */
@NullMarked
package dev.shaduf.engine.sync;

import org.jspecify.annotations.NullMarked;
