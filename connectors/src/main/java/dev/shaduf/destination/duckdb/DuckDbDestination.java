package dev.shaduf.destination.duckdb;

import dev.shaduf.destination.tables.TableDestination;
import dev.shaduf.spi.destination.Destination;
import dev.shaduf.spi.destination.DestinationType;
import dev.shaduf.spi.destination.Mode;
import dev.shaduf.spi.settings.Setting;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.spi.settings.Shape;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** {@code type: duckdb}. */
public final class DuckDbDestination implements DestinationType {

    @Override
    public String type() {
        return "duckdb";
    }

    @Override
    public String title() {
        return "Tables of a DuckDB file";
    }

    @Override
    public List<Setting> settings() {
        return List.of(
                Setting.text("path", "The file, relative to the project; made when missing.")
                        .must(),
                Setting.of("memory", new Shape.Size(), "The most memory DuckDB takes for it.")
                        .or("1 GB"));
    }

    @Override
    public Set<Mode> modes() {
        return TableDestination.modes();
    }

    @Override
    public Destination open(Settings settings, Context context) {
        Path path = context.project().resolve(settings.text("path")).toAbsolutePath().normalize();
        String memory = settings.text("memory", "1 GB");
        return new TableDestination(
                new DuckDbDatabase(path, context.temporary(), memory, context.name()));
    }
}
