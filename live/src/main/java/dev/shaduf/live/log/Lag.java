package dev.shaduf.live.log;

import java.time.Duration;

/**
 * How far a reader is behind.
 *
 * @param entries appended and not committed
 * @param bytes the same in bytes
 * @param age of the oldest of them; zero where there is none
 */
public record Lag(long entries, long bytes, Duration age) {}
