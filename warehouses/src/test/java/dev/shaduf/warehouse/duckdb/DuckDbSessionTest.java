package dev.shaduf.warehouse.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.spi.warehouse.Warehouse;
import dev.shaduf.testkit.warehouse.AppendKit;
import dev.shaduf.testkit.warehouse.SessionKit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.stream.IntStream;

class DuckDbSessionTest implements SessionKit, AppendKit {

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

    @Test
    void aLargeInsertIntoATableMadeOfNoRowsIsRefusedBecauseItsRowsWouldBeLost() {
        Sql large = Sql.of("INSERT INTO none SELECT i FROM range(10000) t(i)");
        try (Session session = warehouse().open()) {
            session.begin(Session.Mode.WRITE);
            session.execute(Sql.of("CREATE TEMPORARY TABLE none AS SELECT 1 AS i WHERE false"));
            assertThatThrownBy(() -> session.execute(large)).hasMessageContaining("lost");
            session.rollback();
            session.execute(Sql.of("CREATE TEMPORARY TABLE none (i BIGINT)"));
            assertThat(session.execute(large)).isEqualTo(10_000);
        }
    }

    @Test
    void aStatementThatHasEndedNeedsNoStopping() {
        try (Session session = warehouse().open()) {
            try (RowStream rows = session.rows(Sql.of("SELECT 1"))) {
                rows.next();
            }
            session.cancel();
            assertThat(session.number(Sql.of("SELECT 2"))).isEqualTo(2);
        }
    }

    @Test
    void everyTypeCanBeReadAsText() {
        String sql =
                """
                SELECT 'b'::ENUM('a', 'b') AS e, NULL AS n, 1.50::DECIMAL(9,2) AS d, 2.0::DOUBLE AS f, \
                TIMESTAMPTZ '2026-11-21 07:14:03.5+02' AS z, DATE '2026-11-21' AS day, \
                '\\xFFa'::BLOB AS b, [1, 2] AS l, {'a': 1} AS s, MAP {'k': 1} AS m, \
                uuid '00000000-0000-0000-0000-000000000001' AS u, INTERVAL 1 DAY AS i, 1 AS "e"\
                """;
        try (Session session = warehouse().open();
                RowStream rows = session.rows(Sql.of(sql))) {
            assertThat(rows.columns().get(2).type().scale()).isEqualTo(2);
            assertThat(rows.next()).isTrue();
            assertThat(IntStream.range(0, 13).mapToObj(rows::text))
                    .containsExactly(
                            "b",
                            null,
                            "1.50",
                            "2.0",
                            "2026-11-21 05:14:03.5+00",
                            "2026-11-21",
                            "\\xFFa",
                            "[1, 2]",
                            "{'a': 1}",
                            "{k=1}",
                            "00000000-0000-0000-0000-000000000001",
                            "1 day",
                            "1");
        }
    }

    @Test
    void errorsOfQueriesOfEveryTypeKeepTheirMessage() {
        String sql = "SELECT CAST(if(i = 9, 'x', '1') AS DOUBLE) AS d FROM range(10) r(i)";
        try (Session session = warehouse().open()) {
            assertThatThrownBy(
                            () -> {
                                try (RowStream rows = session.rows(Sql.of(sql))) {
                                    rows.next();
                                }
                            })
                    .hasMessageContaining("Could not convert string 'x'");
        }
    }

    @Test
    void statementsThatAreNoSubqueriesGiveRowsToo() {
        try (Session session = warehouse().open();
                RowStream rows = session.rows(Sql.of("SHOW ALL TABLES"))) {
            assertThat(rows.columns()).isNotEmpty();
        }
    }
}
