/** What tracking plans say of events. */
@NullMarked
package dev.shaduf.live.plan;

import org.jspecify.annotations.NullMarked;
