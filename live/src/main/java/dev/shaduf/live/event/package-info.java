/**
 * What the log holds: events as they were accepted, and those that were refused. The bytes of an
 * entry say all that a reader needs without its JSON being parsed.
 */
@NullMarked
package dev.shaduf.live.event;

import org.jspecify.annotations.NullMarked;
