/**
 * Reports as lines for people. Pure functions from values to lines; what a report says is decided
 * in the engine, here only how it reads.
 */
@NullMarked
package dev.shaduf.cli.text;

import org.jspecify.annotations.NullMarked;
