package dev.shaduf.live.log;

/**
 * Processes that read a shared log for the same purpose.
 *
 * @param name what for
 * @param alone whether one of them has all shards while the others wait to take its place; else
 *     each has some
 */
public record Party(String name, boolean alone) {}
