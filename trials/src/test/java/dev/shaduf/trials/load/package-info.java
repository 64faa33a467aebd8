/** Loads and models with a real PostgreSQL on either side. */
@NullMarked
package dev.shaduf.trials.load;

import org.jspecify.annotations.NullMarked;
