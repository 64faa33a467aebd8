/**
 * What every part of Shaduf shares: errors with a code and a next step. The packages below it say
 * what a warehouse, a destination and a source are.
 */
@NullMarked
package dev.shaduf.spi;

import org.jspecify.annotations.NullMarked;
