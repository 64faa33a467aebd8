/** The commands. */
@NullMarked
package dev.shaduf.cli;

import org.jspecify.annotations.NullMarked;
