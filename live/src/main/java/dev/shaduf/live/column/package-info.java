/**
 * What becomes of a JSON value on its way into a column: the column's name and type, whether the
 * value fits, and its bytes beside those of other rows. Pure; knows of no warehouse.
 */
@NullMarked
package dev.shaduf.live.column;

import org.jspecify.annotations.NullMarked;
