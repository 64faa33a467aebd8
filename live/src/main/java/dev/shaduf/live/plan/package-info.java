/**
 * Whether events look as a tracking plan says, judged on their bytes without trees. The same event
 * is judged the same by all who read the log.
 */
@NullMarked
package dev.shaduf.live.plan;

import org.jspecify.annotations.NullMarked;
