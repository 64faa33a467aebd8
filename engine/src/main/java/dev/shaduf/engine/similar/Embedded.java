package dev.shaduf.engine.similar;

import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.sql.Type.Kind;
import dev.shaduf.spi.warehouse.Loader;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.spi.warehouse.Warehouse;
import dev.shaduf.spi.warehouse.WarehouseType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/**
 * A DuckDB in the memory of this process, for warehouses that cannot compare texts themselves. What
 * does not fit its memory goes to temporary files. Not shared between threads.
 */
public final class Embedded implements AutoCloseable {

    private final Warehouse warehouse;
    private final Session session;

    private Embedded(Warehouse warehouse) {
        this.warehouse = warehouse;
        this.session = warehouse.open();
    }

    /**
     * Opens one.
     *
     * @param temporary where its temporary files go
     */
    public static Embedded open(Path temporary) {
        Settings settings = new Settings("similar", Json.object().with("path", ":memory:"));
        WarehouseType type =
                ServiceLoader.load(WarehouseType.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .filter(t -> t.type().equals("duckdb"))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("no DuckDB on the path"));
        WarehouseType.Place place =
                new WarehouseType.Place(temporary, temporary, Duration.ofSeconds(1));
        return new Embedded(type.open(settings, place));
    }

    /** Its one session. */
    public Session session() {
        return session;
    }

    /**
     * Copies the rows of a query into a new temporary table: whole numbers as BIGINT, booleans as
     * BOOLEAN, all else as its text.
     *
     * @return the rows
     */
    public long copy(Session from, Sql query, String table) {
        try (RowStream rows = from.rows(query)) {
            List<Column> columns = rows.columns().stream().map(Embedded::column).toList();
            session.execute(
                    Sql.of(
                            "create temporary table %s (%s)"
                                    .formatted(
                                            quote(table),
                                            columns.stream()
                                                    .map(c ->
                                                            quote(c.name()) + " " + c.type().name())
                                                    .collect(Collectors.joining(", ")))));
            try (Loader loader = session.load(TableName.temporary(table), columns)) {
                return pour(rows, loader, columns.size());
            }
        }
    }

    /** Loads all rows of a stream and gives how many they were. */
    public static long pour(RowStream rows, Loader loader, int columns) {
        while (rows.next()) {
            for (int i = 0; i < columns; i++) {
                loader.value(rows.text(i));
            }
            loader.endRow();
        }
        return loader.finish();
    }

    private String quote(String name) {
        return session.dialect().quote(name);
    }

    private static Column column(Column column) {
        return new Column(
                column.name(),
                switch (column.type().kind()) {
                    case INTEGER -> Type.of(Kind.INTEGER, "BIGINT");
                    case BOOLEAN -> Type.of(Kind.BOOLEAN, "BOOLEAN");
                    case TEXT, DECIMAL, FLOAT, TIMESTAMP, DATE, TIME, JSON, BINARY, OTHER ->
                            Type.of(Kind.TEXT, "VARCHAR");
                });
    }

    @Override
    public void close() {
        session.close();
        warehouse.close();
    }
}
