/** The kit run against the tools that prove the interface, and what only they can show. */
@NullMarked
package dev.shaduf.testkit.destination;

import org.jspecify.annotations.NullMarked;
