/** Conformance kits for warehouses, destinations and sources. */
@NullMarked
package dev.shaduf.testkit;

import org.jspecify.annotations.NullMarked;
