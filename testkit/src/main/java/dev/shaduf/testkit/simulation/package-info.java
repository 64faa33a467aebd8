/**
 * A tool whose faults are drawn from a seed, and which knows what really happened. Delivery and
 * syncs are tried against it.
 */
@NullMarked
package dev.shaduf.testkit.simulation;

import org.jspecify.annotations.NullMarked;
