/** Profiles on a server give what they give on an embedded warehouse. */
@NullMarked
package dev.shaduf.trials.identity;

import org.jspecify.annotations.NullMarked;
