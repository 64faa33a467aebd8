/** The whole program against real servers, seeded faults and its own command line. */
@NullMarked
package dev.shaduf.trials;

import org.jspecify.annotations.NullMarked;
