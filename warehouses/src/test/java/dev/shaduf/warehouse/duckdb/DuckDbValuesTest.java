package dev.shaduf.warehouse.duckdb;

import dev.shaduf.spi.warehouse.Warehouse;
import dev.shaduf.testkit.warehouse.ValuesKit;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class DuckDbValuesTest implements ValuesKit {

    @TempDir static Path directory;
    private static Warehouse warehouse;

    @BeforeAll
    static void open() {
        warehouse = DuckDbs.inMemory(directory);
    }

    @AfterAll
    static void close() {
        warehouse.close();
    }

    @Override
    public Warehouse warehouse() {
        return warehouse;
    }
}
