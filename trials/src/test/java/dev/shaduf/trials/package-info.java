/**
 * The whole program against real servers, seeded faults and its own command line. What is heavy to
 * download or to run is tested here and nowhere else.
 */
@NullMarked
package dev.shaduf.trials;

import org.jspecify.annotations.NullMarked;
