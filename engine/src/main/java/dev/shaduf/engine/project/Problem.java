package dev.shaduf.engine.project;

import dev.shaduf.engine.yaml.Place;

import org.jspecify.annotations.Nullable;

/**
 * Something wrong in a project's files.
 *
 * @param file relative to the project, with slashes
 * @param line from 1; 0 where the whole file is meant
 * @param column from 1; 0 where the whole line is meant
 * @param length how many characters are wrong, for the carets; at least 1
 * @param excerpt the line itself, secrets never in it; null where there is none
 * @param code a stable word: {@code unknown_key}, {@code wrong_type}, {@code dangling_reference} …
 * @param fix the next step or the nearest correct name; "" where there is none
 */
public record Problem(
        String file,
        int line,
        int column,
        int length,
        @Nullable String excerpt,
        String code,
        String message,
        String fix) {

    /** At a place, with its line; null where it is not shown. */
    Problem(Place place, @Nullable String excerpt, String code, String message, String fix) {
        this(
                place.file(),
                place.line(),
                place.column(),
                place.length(),
                excerpt,
                code,
                message,
                fix);
    }

    /** At a place whose line is not shown. */
    public static Problem at(Place place, String code, String message, String fix) {
        return new Problem(place, null, code, message, fix);
    }
}
