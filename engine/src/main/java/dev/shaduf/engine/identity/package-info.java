/**
 * Who is who: the records of an entity become profiles with ids that stay. The partition is a pure
 * function of records, rules and decisions; ids follow from it and from what was there before.
 */
@NullMarked
package dev.shaduf.engine.identity;

import org.jspecify.annotations.NullMarked;
