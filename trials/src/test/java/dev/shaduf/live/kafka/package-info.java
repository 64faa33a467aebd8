/** The log of a cluster, with a real broker. */
@NullMarked
package dev.shaduf.live.kafka;

import org.jspecify.annotations.NullMarked;
