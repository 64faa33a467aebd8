/**
 * The script that a person starts: as installed, and in a checkout, where it builds. Maven is
 * played by a script, so that its failures can be chosen.
 */
@NullMarked
package dev.shaduf.trials.launcher;

import org.jspecify.annotations.NullMarked;
