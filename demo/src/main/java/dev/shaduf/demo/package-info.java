/**
 * The shop of the demo: its generated files, what changes in them from one day to the next, and the
 * project that is built on them. Everything is a function of a {@link dev.shaduf.demo.Shop}, so the
 * same shop gives the same bytes on every machine.
 */
@NullMarked
package dev.shaduf.demo;

import org.jspecify.annotations.NullMarked;
