/**
 * What a warehouse is: sessions that run SQL, and the dialect facts that differ between products.
 * Everything above it is written once.
 */
@NullMarked
package dev.shaduf.spi.warehouse;

import org.jspecify.annotations.NullMarked;
