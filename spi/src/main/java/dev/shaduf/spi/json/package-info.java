/** JSON as a value. Numbers keep their digits. */
@NullMarked
package dev.shaduf.spi.json;

import org.jspecify.annotations.NullMarked;
