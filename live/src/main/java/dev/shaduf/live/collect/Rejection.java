package dev.shaduf.live.collect;

import org.jspecify.annotations.Nullable;

/**
 * An event of a call that was refused.
 *
 * @param index its place in the batch, from 0
 * @param messageId as sent; null where there was none
 */
record Rejection(int index, @Nullable String messageId, Reason reason) {}
