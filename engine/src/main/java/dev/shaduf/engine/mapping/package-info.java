/**
 * Turns rows of a model into rows for a tool. Values travel as slices of JSON text; only templates
 * look into them.
 */
@NullMarked
package dev.shaduf.engine.mapping;

import org.jspecify.annotations.NullMarked;
