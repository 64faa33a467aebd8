/** A scripted tool, a clock that is set by hand, and what a delivery does with them. */
@NullMarked
package dev.shaduf.delivery;

import org.jspecify.annotations.NullMarked;
