package dev.shaduf.trials.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.engine.component.Components;
import dev.shaduf.engine.component.HookAndJump;
import dev.shaduf.engine.component.UnionFind;
import dev.shaduf.engine.scratch.Scratch;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.spi.warehouse.Warehouse;
import dev.shaduf.testkit.Golden;
import dev.shaduf.testkit.warehouse.OpenWarehouse;
import dev.shaduf.trials.postgres.Warehouses;
import dev.shaduf.trials.sync.StatementLog;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;

/** Union-find and the statements of a warehouse find the same components. */
class ComponentsTest {

    private static final int LONG = 100_001;

    @TempDir private Path root;

    @Test
    void randomLinksMakeTheSameInDuckDb() {
        random(OpenWarehouse.inMemory(root), 60);
    }

    @Test
    void randomLinksMakeTheSameInPostgres() throws SQLException {
        random(Warehouses.empty(), 60);
    }

    private static void random(Warehouse warehouse, int seeds) {
        in(
                warehouse,
                (session, scratch) -> {
                    for (int seed = 0; seed < seeds; seed++) {
                        Tangle tangle = Tangle.random(new Random(seed));
                        for (boolean extended : new boolean[] {false, true}) {
                            same(session, scratch, tangle, extended, "seed " + seed);
                        }
                    }
                });
    }

    @Test
    void aLongChainAndAHubAreOneComponentInDuckDb() {
        large(OpenWarehouse.inMemory(root));
    }

    @Test
    void aLongChainAndAHubAreOneComponentInPostgres() throws SQLException {
        large(Warehouses.empty());
    }

    private static void large(Warehouse warehouse) {
        in(
                warehouse,
                (session, scratch) -> {
                    List<Integer> shuffled = Tangle.numbers(LONG, true);
                    same(session, scratch, Tangle.chain(shuffled), false, "a chain in no order");
                    List<Integer> sorted = Tangle.numbers(LONG, false);
                    same(session, scratch, Tangle.chain(sorted), false, "a chain in order");
                    Tangle hub = new Tangle(LONG);
                    Tangle last = new Tangle(LONG);
                    Tangle star = new Tangle(LONG);
                    for (int i = 0; i < LONG; i++) {
                        hub.link(shuffled.get(i), shuffled.getFirst());
                        if (i > 0) {
                            star.star(i, 0);
                        }
                        last.link(i, LONG - 1);
                    }
                    same(session, scratch, hub, false, "a hub");
                    same(session, scratch, star, false, "a star");
                    same(session, scratch, last, false, "a hub behind all that it joins");
                });
    }

    @Test
    void nothingIsNoComponent() {
        in(
                OpenWarehouse.inMemory(root),
                (session, scratch) -> same(session, scratch, new Tangle(0), true, "nothing"));
    }

    @Test
    void statementsOfDuckDb() {
        golden(OpenWarehouse.inMemory(root), "components-duckdb.sql");
    }

    @Test
    void statementsOfPostgres() throws SQLException {
        golden(Warehouses.empty(), "components-postgres.sql");
    }

    /** Two rounds, the first of which jumps twice. */
    private static void golden(Warehouse warehouse, String name) {
        StatementLog log = new StatementLog(warehouse);
        try (warehouse;
                Session session = log.open();
                Scratch scratch = new Scratch(session, "identity")) {
            Tangle tangle = new Tangle(9).link(1, 0).link(2, 1).link(3, 2).link(5, 4).link(5, 3);
            tangle.star(7, 6).star(8, 6).link(8, 0);
            tangle.load(scratch);
            log.title("components of nine records");
            Tangle.made(session, scratch, new HookAndJump(scratch, session.dialect(), 9), true);
            Golden.matches(name, log.text());
        }
    }

    private static void in(Warehouse warehouse, BiConsumer<Session, Scratch> work) {
        try (warehouse;
                Session session = warehouse.open();
                Scratch scratch = new Scratch(session, "identity")) {
            work.accept(session, scratch);
        }
    }

    private static void same(
            Session session, Scratch scratch, Tangle tangle, boolean extended, String what) {
        tangle.load(scratch);
        List<String> expected = tangle.expected(extended);
        for (Components components :
                List.of(
                        new UnionFind(scratch, tangle.size()),
                        new HookAndJump(scratch, session.dialect(), tangle.size()))) {
            assertThat(Tangle.made(session, scratch, components, extended))
                    .as(what + ", " + components.getClass().getSimpleName())
                    .isEqualTo(expected);
        }
    }
}
