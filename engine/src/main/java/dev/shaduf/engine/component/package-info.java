/**
 * Which records hang together through links: raw components, by union-find in this process where
 * the warehouse is in it too, by SQL in the warehouse elsewhere. Both give the same.
 */
@NullMarked
package dev.shaduf.engine.component;

import org.jspecify.annotations.NullMarked;
