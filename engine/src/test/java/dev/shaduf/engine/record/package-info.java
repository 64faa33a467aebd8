/** Specifications of record, against an embedded warehouse. */
@NullMarked
package dev.shaduf.engine.record;

import org.jspecify.annotations.NullMarked;
