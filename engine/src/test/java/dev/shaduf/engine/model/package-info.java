/** What models promise. */
@NullMarked
package dev.shaduf.engine.model;

import org.jspecify.annotations.NullMarked;
