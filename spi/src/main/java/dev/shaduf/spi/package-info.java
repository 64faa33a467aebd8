/** What a warehouse, a destination and a source are. */
@NullMarked
package dev.shaduf.spi;

import org.jspecify.annotations.NullMarked;
