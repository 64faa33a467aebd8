/**
 * The records of an entity: read from tables and events, brought into one form and numbered. What
 * is told from them is no matter of theirs.
 */
@NullMarked
package dev.shaduf.engine.record;

import org.jspecify.annotations.NullMarked;
