/** The state file and the lock, with real files and processes. */
@NullMarked
package dev.shaduf.engine.store;

import org.jspecify.annotations.NullMarked;
