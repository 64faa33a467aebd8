package dev.shaduf.engine.project;

import java.util.List;

/**
 * What every object of a project has.
 *
 * @param file the file it stands in, relative to the project, with slashes
 */
public record Common(
        String name,
        String file,
        String description,
        List<String> tags,
        String owner,
        boolean enabled) {

    /** An object that is not in a file, for tests and generated ones. */
    public static Common named(String name) {
        return new Common(name, "", "", List.of(), "", true);
    }
}
