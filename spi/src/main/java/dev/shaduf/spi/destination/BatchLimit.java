package dev.shaduf.spi.destination;

/**
 * The most that goes into one call.
 *
 * @param rows rows of a batch, 1 or more
 * @param bytes bytes of a batch, about
 * @param concurrency calls under way at once
 */
public record BatchLimit(int rows, long bytes, int concurrency) {}
