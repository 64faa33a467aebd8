package dev.shaduf.live.collect;

import dev.shaduf.live.event.EventType;

import org.jspecify.annotations.Nullable;

/**
 * A tracking call.
 *
 * @param type what the route says that the one event is; null: a batch
 * @param encoding the header Content-Encoding; null or "" where there is none
 * @param body as received; it may be changed while it is read
 */
public record Call(
        @Nullable EventType type, @Nullable String encoding, byte[] body, Caller caller) {}
