/**
 * What a destination is: objects that take batches of rows and answer row by row. Batching, rates,
 * retries and outcomes are the caller's work.
 */
@NullMarked
package dev.shaduf.spi.destination;

import org.jspecify.annotations.NullMarked;
