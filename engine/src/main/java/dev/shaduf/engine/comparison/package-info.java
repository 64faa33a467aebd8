/**
 * Comparing a model with the snapshot of what was delivered, inside the warehouse: what is new,
 * changed, gone or invalid, as a table of planned rows. Nothing here sends anything.
 */
@NullMarked
package dev.shaduf.engine.comparison;

import org.jspecify.annotations.NullMarked;
