package dev.shaduf.live.collect;

/**
 * An event source as the collector knows it.
 *
 * @param enabled false: calls are answered 404
 */
public record EventSource(String name, String writeKey, boolean enabled, IpRule ip) {}
