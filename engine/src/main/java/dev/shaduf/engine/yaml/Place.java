package dev.shaduf.engine.yaml;

/**
 * Where something stands.
 *
 * @param file relative to the project, with slashes
 * @param line from 1; 0 where the whole file is meant
 * @param column from 1, in code points; 0 where the whole line is meant
 * @param length code points on that line; at least 1
 */
public record Place(String file, int line, int column, int length) {

    /** A whole file. */
    public static Place of(String file) {
        return new Place(file, 0, 0, 1);
    }
}
