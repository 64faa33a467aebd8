/**
 * What Shaduf made in the warehouse: its own schema, and the list of its tables. Nothing that is
 * not on that list is ever changed or dropped.
 */
@NullMarked
package dev.shaduf.engine.own;

import org.jspecify.annotations.NullMarked;
