/** Loading, without a warehouse. */
@NullMarked
package dev.shaduf.live.load;

import org.jspecify.annotations.NullMarked;
