package dev.shaduf.trials.trait;

import dev.shaduf.spi.warehouse.Warehouse;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.SQLException;

/** Three people, four orders, one of them nobody's, and a plan. */
abstract class BazaarTrials {

    @TempDir private Path root;
    Bazaar bazaar;

    abstract Warehouse open(Path root) throws SQLException;

    @BeforeEach
    void begin() throws SQLException {
        bazaar = new Bazaar(root, open(root));
        bazaar.run("insert into shop.people values (1, 'ada', 'ada@x.org'), (2, 'bob', null)");
        bazaar.run("insert into shop.people values (3, 'eve', 'EVE@x.org')");
        bazaar.run(
                """
                insert into shop.orders values
                (1, 'ada', timestamp '2026-11-01', 10.50, 1, 'paid', true, 'tea'),
                (2, ' ada ', timestamp '2026-11-20', 20, 2, 'paid', false, 'cup'),
                (3, 'bob', null, 5, null, 'open', null, 'tea'),
                (4, 'ghost', timestamp '2026-11-20', 7, 1, 'paid', null, 'pot')\
                """);
        bazaar.run("insert into shop.plans values (1, 'Ada@x.org', 'pro', timestamp '2026-01-01')");
    }

    @AfterEach
    void end() {
        bazaar.close();
    }
}
