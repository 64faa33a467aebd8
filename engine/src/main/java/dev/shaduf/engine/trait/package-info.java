/**
 * Traits: computed values of an entity's profiles, and the facts that they are made of. Facts are
 * joined to profiles once; the aggregates over one table of facts are one query.
 */
@NullMarked
package dev.shaduf.engine.trait;

import org.jspecify.annotations.NullMarked;
