/** Specifications of identity, against an embedded warehouse. */
@NullMarked
package dev.shaduf.engine.identity;

import org.jspecify.annotations.NullMarked;
