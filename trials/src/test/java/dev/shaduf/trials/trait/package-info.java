/** Traits on every warehouse: what they are worth, against a plain evaluation in Java. */
@NullMarked
package dev.shaduf.trials.trait;

import org.jspecify.annotations.NullMarked;
