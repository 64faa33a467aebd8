package dev.shaduf.spi.destination;

import dev.shaduf.spi.settings.Setting;
import dev.shaduf.spi.settings.Settings;

import java.nio.file.Path;
import java.util.List;

/** A kind of tool; found by {@link java.util.ServiceLoader}. */
public interface DestinationType {

    /** The word after {@code type:}. */
    String type();

    /** One line of what it is. */
    String title();

    /**
     * The keys beside {@code type}; those every destination has (rate, concurrency …) are not
     * listed.
     */
    List<Setting> settings();

    /** The modes its objects can do at most. */
    java.util.Set<Mode> modes();

    /**
     * Whether events can be forwarded to it as they arrive; not where what was sent counts only
     * once a writer is {@link Writer#finish finished}.
     */
    default boolean takesEvents() {
        return true;
    }

    /** Makes a destination; connects to nothing yet. */
    Destination open(Settings settings, Context context);

    /**
     * What a destination gets from the program.
     *
     * @param name the destination's name in the project
     * @param project the directory that relative paths start from
     * @param temporary a directory for temporary files, made when needed
     * @param templates compiles Liquid
     */
    record Context(String name, Path project, Path temporary, Templates templates) {}
}
