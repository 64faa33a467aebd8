/**
 * Loads: the tables of batch sources brought into the warehouse, and what they would be for a plan.
 * {@link Loads} is the way in.
 */
@NullMarked
package dev.shaduf.engine.load;

import org.jspecify.annotations.NullMarked;
