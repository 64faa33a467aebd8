package dev.shaduf.engine.yaml;

/**
 * Something wrong at a place.
 *
 * @param code a stable word: {@code unknown_key}, {@code wrong_type} …
 * @param fix the next step or the nearest correct name; "" where there is none
 */
public record Finding(Place place, String code, String message, String fix) {}
