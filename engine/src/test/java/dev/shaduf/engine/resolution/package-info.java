/** Specifications of identity, against an embedded warehouse. */
@NullMarked
package dev.shaduf.engine.resolution;

import org.jspecify.annotations.NullMarked;
