package dev.shaduf.engine.project;

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
        String fix) {}
