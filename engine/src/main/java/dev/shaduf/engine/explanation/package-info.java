/**
 * Why records are one profile or not, from what identity wrote down, and what persons decide about
 * it. Reads and writes tables; computes no profiles.
 */
@NullMarked
package dev.shaduf.engine.explanation;

import org.jspecify.annotations.NullMarked;
