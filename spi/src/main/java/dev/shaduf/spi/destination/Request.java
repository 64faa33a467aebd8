package dev.shaduf.spi.destination;

import java.util.Map;

/**
 * What one call to a tool looks like, for people: nothing in it is secret.
 *
 * @param method the HTTP method; for other tools the action as a verb
 * @param url the address; for other tools the object
 * @param headers what proves the sender stands as {@code ***}
 * @param body the body as text; of other tools the rows as JSON lines
 */
public record Request(String method, String url, Map<String, String> headers, String body) {}
