package dev.shaduf.trials.postgres;

import dev.shaduf.spi.warehouse.Warehouse;
import dev.shaduf.testkit.warehouse.AppendKit;
import dev.shaduf.testkit.warehouse.SessionKit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import java.sql.SQLException;
import java.util.Objects;

class PostgresSessionTest implements SessionKit, AppendKit {

    private static @Nullable Warehouse warehouse;

    @BeforeAll
    static void open() throws SQLException {
        warehouse = Warehouses.empty();
    }

    @AfterAll
    static void close() {
        if (warehouse != null) {
            warehouse.close();
        }
    }

    @Override
    public Warehouse warehouse() {
        return Objects.requireNonNull(warehouse);
    }
}
