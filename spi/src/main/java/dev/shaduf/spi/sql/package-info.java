/** SQL as a value: text with bound parameters, and the types of columns. */
@NullMarked
package dev.shaduf.spi.sql;

import org.jspecify.annotations.NullMarked;
