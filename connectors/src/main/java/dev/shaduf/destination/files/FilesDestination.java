package dev.shaduf.destination.files;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.destination.Destination;
import dev.shaduf.spi.destination.DestinationType;
import dev.shaduf.spi.destination.Mode;
import dev.shaduf.spi.settings.Setting;
import dev.shaduf.spi.settings.Settings;

import java.util.List;
import java.util.Set;

/** {@code type: files}. */
public final class FilesDestination implements DestinationType {

    @Override
    public String type() {
        return "files";
    }

    @Override
    public String title() {
        return "CSV, JSON lines and Parquet files";
    }

    @Override
    public List<Setting> settings() {
        return List.of(
                Setting.text("path", "The directory, relative to the project; made when missing.")
                        .must());
    }

    @Override
    public Set<Mode> modes() {
        return Folder.ALL;
    }

    /** A file is there as a whole or not at all. */
    @Override
    public boolean takesEvents() {
        return false;
    }

    @Override
    public Destination open(Settings settings, Context context) {
        String path = settings.text("path");
        if (path.contains("://")) {
            throw new ShadufException(
                    Failure.UNSUPPORTED,
                    settings.where() + ": files go to the local disk only, not to " + path + ".",
                    "Give a directory, relative to the project.");
        }
        return new Folder(context.project().resolve(path).toAbsolutePath().normalize(), context);
    }
}
