/** What is measured, and against what. */
@NullMarked
package dev.shaduf.benchmarks;

import org.jspecify.annotations.NullMarked;
