/** Batches, limits, retries and outcomes between a plan and a destination. */
@NullMarked
package dev.shaduf.delivery;

import org.jspecify.annotations.NullMarked;
