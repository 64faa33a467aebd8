/** Tests of the log: cut, corrupted, full, and read while it is written. */
@NullMarked
package dev.shaduf.live.log;

import org.jspecify.annotations.NullMarked;
