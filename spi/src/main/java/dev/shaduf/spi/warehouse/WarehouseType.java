package dev.shaduf.spi.warehouse;

import dev.shaduf.spi.settings.Setting;
import dev.shaduf.spi.settings.Settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** A kind of warehouse; found by {@link java.util.ServiceLoader}. */
public interface WarehouseType {

    /** The word after {@code type:}. */
    String type();

    /** The keys beside {@code type}. */
    List<Setting> settings();

    /** Makes a warehouse; connects to nothing yet. */
    Warehouse open(Settings settings, Place place);

    /**
     * Where a warehouse lives on this machine.
     *
     * @param project the directory that relative paths start from; its files may be read
     * @param temporary a directory for temporary files, made when needed
     * @param patience how long to wait for a file that another program holds
     * @param waiting told of that program where the wait is long enough to be noticed
     */
    record Place(Path project, Path temporary, Duration patience, Consumer<String> waiting) {

        /** One where nobody is told. */
        public Place(Path project, Path temporary, Duration patience) {
            this(project, temporary, patience, program -> {});
        }
    }
}
