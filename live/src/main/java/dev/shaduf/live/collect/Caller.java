package dev.shaduf.live.collect;

import org.jspecify.annotations.Nullable;

/**
 * What a request says about who sent it, beside its body.
 *
 * @param writeKey from the headers or the address; null where neither has one
 * @param address of the other end of the connection
 * @param userAgent the header
 * @param languages the header Accept-Language
 * @param retry whether a retry header counts 1 or more
 */
public record Caller(
        @Nullable String writeKey,
        String address,
        @Nullable String userAgent,
        @Nullable String languages,
        boolean retry) {}
