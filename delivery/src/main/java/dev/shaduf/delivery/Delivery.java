package dev.shaduf.delivery;

import dev.shaduf.spi.destination.Writer;

/**
 * What is delivered, to whom and how hard it is tried.
 *
 * @param sync the sync's name, part of the idempotency keys
 * @param object the destination's object, part of the idempotency keys
 * @param operations what was planned; read by the caller's thread alone
 * @param writer sends; closed by the caller
 * @param limiter shared by all syncs of the destination
 * @param ledger told of everything before and after it happens
 * @param ticker the limiter's ticker
 */
public record Delivery(
        String sync,
        String object,
        Operations operations,
        Writer writer,
        Policy policy,
        RateLimiter limiter,
        Ledger ledger,
        Ticker ticker,
        Interrupt interrupt,
        Progress progress) {}
