/** Specifications of explaining and deciding, against an embedded warehouse. */
@NullMarked
package dev.shaduf.engine.explanation;

import org.jspecify.annotations.NullMarked;
