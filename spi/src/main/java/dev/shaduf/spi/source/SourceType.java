package dev.shaduf.spi.source;

import dev.shaduf.spi.settings.Setting;
import dev.shaduf.spi.settings.Settings;

import java.nio.file.Path;
import java.util.List;

/** A kind of batch source; found by {@link java.util.ServiceLoader}. */
public interface SourceType {

    /** The word after {@code type:}. */
    String type();

    /** One line of what it is. */
    String title();

    /** The keys beside {@code type}, {@code schema}, {@code tables} and {@code schedule}. */
    List<Setting> settings();

    /** The keys of a table. */
    List<Setting> tableSettings();

    /** Makes a source; connects to nothing yet. */
    Source open(Settings settings, Context context);

    /**
     * What a source gets from the program.
     *
     * @param name the source's name in the project
     * @param project the directory that relative paths start from
     * @param temporary a directory for temporary files, made when needed
     */
    record Context(String name, Path project, Path temporary) {}
}
