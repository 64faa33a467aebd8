package dev.shaduf.warehouse.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.spi.warehouse.Warehouse;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** A row's place is what planned rows are numbered by: it must stay what it is. */
class DuckDbPlaceTest {

    private static final long ROWS = 50_000;
    private static final String PLACE = DuckDbSession.DIALECT.storage().place();

    @TempDir Path project;

    @BeforeEach
    void rowsThatGoInSorted() {
        run(
                "CREATE TABLE t (k BIGINT, a VARCHAR USING COMPRESSION uncompressed, b JSON)",
                // 7919 has no divisor in common with the number of rows: every k once, shuffled
                ("INSERT INTO t SELECT (i * 7919) %% %1$d AS k, 'row ' || k, NULL FROM range(%1$d)"
                                + " r(i) ORDER BY k")
                        .formatted(ROWS));
    }

    @Test
    void rowsThatWentInSortedAreCountedFromNought() {
        assertThat(misplaced()).isZero();
    }

    @Test
    void changesLeaveARowInItsPlace() {
        run(
                "UPDATE t SET a = repeat('long ', 40) || k WHERE k % 3 = 0",
                "UPDATE t SET b = '{\"k\":' || k || '}', a = NULL FROM range(100) r(i) WHERE k ="
                        + " i");
        run("UPDATE t SET a = 'again' WHERE k % 7 = 0");
        assertThat(misplaced()).isZero();
    }

    @Test
    void rowsThatComeLaterGoBehind() {
        run(
                "INSERT INTO t SELECT %d + i, '', NULL FROM range(20000) r(i) ORDER BY 1"
                        .formatted(ROWS));
        assertThat(misplaced()).isZero();
    }

    @Test
    void theSameHoldsWithinTheTransactionButForWhereCountingBegins() {
        try (Warehouse warehouse = open();
                Session session = warehouse.open()) {
            session.begin(Session.Mode.WRITE);
            session.execute(Sql.of("CREATE TABLE u AS SELECT * FROM t ORDER BY k"));
            session.execute(Sql.of("UPDATE u SET a = 'changed' WHERE k % 3 = 0"));
            String place = "SELECT count(*) FROM u WHERE %1$s - (SELECT min(%1$s) FROM u) <> k";
            assertThat(session.number(Sql.of(place.formatted(PLACE)))).isZero();
            session.commit();
            assertThat(session.number(Sql.of("SELECT min(" + PLACE + ") FROM u"))).isZero();
        }
    }

    private long misplaced() {
        try (Warehouse warehouse = open();
                Session session = warehouse.open()) {
            return session.number(Sql.of("SELECT count(*) FROM t WHERE " + PLACE + " <> k"));
        }
    }

    /** In one transaction, on a file that is opened for it and closed after it. */
    private void run(String... statements) {
        try (Warehouse warehouse = open();
                Session session = warehouse.open()) {
            session.begin(Session.Mode.WRITE);
            for (String statement : statements) {
                session.execute(Sql.of(statement));
            }
            session.commit();
            session.execute(Sql.of("CHECKPOINT"));
        }
    }

    private Warehouse open() {
        return DuckDbs.at(project, Json.object().with("path", "w.duckdb").with("threads", 2));
    }
}
