/** What loading promises, on a real warehouse. */
@NullMarked
package dev.shaduf.live.load;

import org.jspecify.annotations.NullMarked;
