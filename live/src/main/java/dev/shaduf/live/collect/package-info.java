/**
 * From a tracking call to entries of the log: three dialects of the same events, decoded once and
 * strictly per event. The events' bytes are sliced, no trees are built.
 */
@NullMarked
package dev.shaduf.live.collect;

import org.jspecify.annotations.NullMarked;
