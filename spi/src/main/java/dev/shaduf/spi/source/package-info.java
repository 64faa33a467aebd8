/**
 * What a batch source is: tables that can be read, with the types they would have. Writing them
 * into the warehouse, widening and matching by key are the caller's work.
 */
@NullMarked
package dev.shaduf.spi.source;

import org.jspecify.annotations.NullMarked;
