/** What a mapping makes of a row. The texts compared are those that travel to the tool. */
@NullMarked
package dev.shaduf.engine.mapping;

import org.jspecify.annotations.NullMarked;
