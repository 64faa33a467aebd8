package dev.shaduf.warehouse.duckdb;

import com.sun.management.OperatingSystemMXBean;

import dev.shaduf.spi.settings.Lengths;
import dev.shaduf.spi.settings.Setting;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.spi.settings.Shape;
import dev.shaduf.spi.warehouse.Warehouse;
import dev.shaduf.spi.warehouse.WarehouseType;

import org.jspecify.annotations.Nullable;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;

/** {@code type: duckdb}: a file beside the project, or {@code :memory:}. */
public final class DuckDbWarehouseType implements WarehouseType {

    private static final Duration RELEASE_AFTER = Duration.ofSeconds(5);

    @Override
    public String type() {
        return "duckdb";
    }

    @Override
    public List<Setting> settings() {
        Shape release =
                new Shape.OneOf(List.of(new Shape.Length(), new Shape.Choice(List.of("never"))));
        return List.of(
                Setting.text("path", "The file; relative to the project.").or("warehouse.duckdb"),
                Setting.of(
                        "memory",
                        new Shape.Size(),
                        "What DuckDB may use; a quarter of the machine's memory by default."),
                Setting.of(
                        "threads",
                        new Shape.Whole(1, 1024),
                        "Threads of a query; as many as processors by default."),
                Setting.of(
                                "release_after",
                                release,
                                "How long nothing uses the file before it is closed.")
                        .or("5 seconds"));
    }

    @Override
    public Warehouse open(Settings settings, Place place) {
        String path = settings.text("path", "warehouse.duckdb");
        DuckDbFile.Options options =
                new DuckDbFile.Options(
                        memory(settings.textOrNull("memory")),
                        (int) settings.whole("threads", Runtime.getRuntime().availableProcessors()),
                        place.temporary().toAbsolutePath(),
                        List.of(
                                place.project().toAbsolutePath(),
                                place.temporary().toAbsolutePath()),
                        new DuckDbFile.Patience(place.patience(), place.waiting()),
                        releaseAfter(settings));
        DuckDbFile file =
                path.equals(DuckDbFile.MEMORY)
                        ? DuckDbFile.inMemory()
                        : DuckDbFile.at(place.project().resolve(path));
        return new DuckDbWarehouse(file, options);
    }

    private static @Nullable Duration releaseAfter(Settings settings) {
        return settings.text("release_after", "").equals("never")
                ? null
                : settings.length("release_after", RELEASE_AFTER);
    }

    private static long memory(@Nullable String size) {
        return size == null ? machine() / 4 : Lengths.bytes(size);
    }

    private static long machine() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : Runtime.getRuntime().maxMemory();
    }
}
