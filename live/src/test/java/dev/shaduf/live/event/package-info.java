/** Tests of what the log holds. */
@NullMarked
package dev.shaduf.live.event;

import org.jspecify.annotations.NullMarked;
