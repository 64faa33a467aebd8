/** What loads promise, with real files and a real warehouse. */
@NullMarked
package dev.shaduf.engine.load;

import org.jspecify.annotations.NullMarked;
