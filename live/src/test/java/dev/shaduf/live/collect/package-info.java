/** Tests of what is accepted, what is refused and what an event's payload becomes. */
@NullMarked
package dev.shaduf.live.collect;

import org.jspecify.annotations.NullMarked;
