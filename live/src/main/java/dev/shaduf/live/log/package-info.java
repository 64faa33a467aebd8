/**
 * The log: the only thing between a tracking call and the rest. What was appended is durable;
 * readers go through it at their own pace and say what need not be kept for them any more.
 */
@NullMarked
package dev.shaduf.live.log;

import org.jspecify.annotations.NullMarked;
