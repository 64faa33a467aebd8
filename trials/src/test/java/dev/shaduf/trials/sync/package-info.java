/** Syncs against a simulated tool on every warehouse. Every promise has a test. */
@NullMarked
package dev.shaduf.trials.sync;

import org.jspecify.annotations.NullMarked;
