/**
 * Events on their way from the log to other tools, each tool for itself: at least once, in order
 * per user, again and again for as long as it is worth it. What a tool does not take is parked and
 * can be sent again.
 */
@NullMarked
package dev.shaduf.live.forward;

import org.jspecify.annotations.NullMarked;
