/**
 * Temporary tables: what a computation in the warehouse sets down between its statements, and what
 * becomes of it when it ends, however it ends.
 */
@NullMarked
package dev.shaduf.engine.scratch;

import org.jspecify.annotations.NullMarked;
