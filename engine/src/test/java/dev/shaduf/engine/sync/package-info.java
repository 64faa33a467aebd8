/** Syncs against a simulated tool and an in-memory warehouse. Every promise has a test. */
@NullMarked
package dev.shaduf.engine.sync;

import org.jspecify.annotations.NullMarked;
