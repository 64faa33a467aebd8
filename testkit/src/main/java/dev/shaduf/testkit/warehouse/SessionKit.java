package dev.shaduf.testkit.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shaduf.spi.Code;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Loader;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.spi.warehouse.Warehouse;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Sessions of every warehouse behave like this; each test finds an empty schema {@code kit}. */
public interface SessionKit {

    /** The warehouse under test; shared by the tests. */
    Warehouse warehouse();

    @BeforeEach
    default void makeSchema() {
        dropSchema();
        run("CREATE SCHEMA kit");
    }

    @AfterEach
    default void dropSchema() {
        run("DROP SCHEMA IF EXISTS kit CASCADE");
    }

    @Test
    default void rowsComeTypedWithTheirColumns() {
        try (Session session = warehouse().open();
                RowStream rows =
                        session.rows(
                                Sql.of(
                                        """
                                        SELECT CAST(7 AS BIGINT) AS n, 'x' AS t, 1 = 1 AS f, \
                                        CAST(NULL AS VARCHAR) AS nothing\
                                        """))) {
            assertThat(rows.columns().stream().map(Column::name))
                    .containsExactly("n", "t", "f", "nothing");
            assertThat(rows.columns().getFirst().type().kind()).isEqualTo(Type.Kind.INTEGER);
            assertThat(rows.next()).isTrue();
            assertThat(rows.whole(0)).isEqualTo(7);
            assertThat(rows.text(1)).isEqualTo("x");
            assertThat(rows.flag(2)).isTrue();
            assertThat(rows.text(3)).isNull();
            assertThat(rows.isNull(3)).isTrue();
            assertThat(rows.isNull(0)).isFalse();
            assertThat(rows.whole(3)).isZero();
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    default void parametersKeepTheirValues() {
        Instant instant = Instant.parse("2026-11-21T07:14:03.123456Z");
        run(
                "CREATE TABLE kit.p (t VARCHAR, n BIGINT, f BOOLEAN, i TIMESTAMP WITH TIME ZONE, x"
                        + " BIGINT)");
        try (Session session = warehouse().open()) {
            long touched =
                    session.execute(
                            Sql.of(
                                    "INSERT INTO kit.p VALUES (?, ?, ?, ?, ?)",
                                    "O'Brien",
                                    Long.MAX_VALUE,
                                    true,
                                    instant,
                                    null));
            assertThat(touched).isEqualTo(1);
            Sql same =
                    Sql.of(
                            "SELECT t, n, f, x FROM kit.p WHERE i = ? AND t = ?",
                            instant,
                            "O'Brien");
            try (RowStream rows = session.rows(same)) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.text(0)).isEqualTo("O'Brien");
                assertThat(rows.whole(1)).isEqualTo(Long.MAX_VALUE);
                assertThat(rows.flag(2)).isTrue();
                assertThat(rows.isNull(3)).isTrue();
            }
        }
    }

    @Test
    default void statementsTellHowManyRowsTheyTouched() {
        try (Session session = warehouse().open()) {
            assertThat(session.execute(Sql.of("CREATE TABLE kit.c (n BIGINT)"))).isZero();
            assertThat(session.execute(Sql.of("INSERT INTO kit.c VALUES (1), (2), (3)")))
                    .isEqualTo(3);
            assertThat(session.execute(Sql.of("UPDATE kit.c SET n = n + 1 WHERE n > 1")))
                    .isEqualTo(2);
            assertThat(session.execute(Sql.of("DELETE FROM kit.c"))).isEqualTo(3);
        }
    }

    @Test
    default void rollbackDropsWhatATransactionDid() {
        run("CREATE TABLE kit.r (n BIGINT)");
        try (Session session = warehouse().open()) {
            session.begin(Session.Mode.WRITE);
            session.execute(Sql.of("INSERT INTO kit.r VALUES (1)"));
            session.rollback();
            session.rollback();
            assertThat(count("kit.r")).isZero();
            session.begin(Session.Mode.WRITE);
            session.execute(Sql.of("INSERT INTO kit.r VALUES (1)"));
            session.commit();
            assertThat(count("kit.r")).isEqualTo(1);
        }
    }

    @Test
    default void closingDropsAnUnfinishedTransaction() {
        run("CREATE TABLE kit.r (n BIGINT)");
        Session session = warehouse().open();
        session.begin(Session.Mode.WRITE);
        session.execute(Sql.of("INSERT INTO kit.r VALUES (1)"));
        session.close();
        session.close();
        assertThat(count("kit.r")).isZero();
    }

    @Test
    default void aFailedTransactionCanBeRolledBackAndTheSessionGoesOn() {
        run("CREATE TABLE kit.r (n BIGINT)");
        try (Session session = warehouse().open()) {
            session.begin(Session.Mode.WRITE);
            session.execute(Sql.of("INSERT INTO kit.r VALUES (1)"));
            fails(
                    Failure.SQL_FAILED,
                    () -> session.execute(Sql.of("INSERT INTO kit.none VALUES (1)")));
            session.rollback();
            session.begin(Session.Mode.WRITE);
            session.execute(Sql.of("INSERT INTO kit.r VALUES (2)"));
            session.commit();
        }
        assertThat(count("kit.r")).isEqualTo(1);
    }

    @Test
    default void everyStatementOfATransactionSeesOneState() {
        run("CREATE TABLE kit.s (n BIGINT)");
        try (Session session = warehouse().open()) {
            session.begin(Session.Mode.READ);
            assertThat(count(session, "kit.s")).isZero();
            run("INSERT INTO kit.s VALUES (1)");
            assertThat(count(session, "kit.s")).isZero();
            session.commit();
            assertThat(count(session, "kit.s")).isEqualTo(1);
        }
    }

    @Test
    default void readModeRefusesEveryWriteButTemporaryTables() {
        run("CREATE TABLE kit.w (n BIGINT)");
        List<String> writes =
                List.of(
                        "INSERT INTO kit.w VALUES (1)",
                        "DELETE FROM kit.w",
                        "UPDATE kit.w SET n = 1",
                        "CREATE TABLE kit.other (n BIGINT)",
                        "CREATE VIEW kit.v AS SELECT 1 AS x",
                        "DROP TABLE kit.w");
        for (String write : writes) {
            try (Session session = warehouse().open()) {
                session.begin(Session.Mode.READ);
                fails(Failure.SQL_FAILED, () -> session.execute(Sql.of(write)));
            }
        }
        try (Session session = warehouse().open()) {
            session.execute(Sql.of("CREATE TEMPORARY TABLE mine (n BIGINT)"));
            session.begin(Session.Mode.READ);
            session.execute(Sql.of("INSERT INTO mine SELECT 1"));
            assertThat(count(session, "mine")).isEqualTo(1);
            session.commit();
            assertThat(count(session, "mine")).isEqualTo(1);
        }
    }

    @Test
    default void twoStatementsInOneTextAreRefused() {
        run("CREATE TABLE kit.two (n BIGINT)");
        String text = "SELECT 1; /* x */ DROP TABLE kit.two";
        try (Session session = warehouse().open()) {
            fails(Failure.WRONG_SETTING, () -> session.rows(Sql.of(text)));
            fails(Failure.WRONG_SETTING, () -> session.describe(Sql.of(text)));
            fails(Failure.WRONG_SETTING, () -> session.execute(Sql.of("COMMIT; " + text)));
            String quoted = "SELECT ';' AS a, 'it''s; ' AS \";b\" -- c; d\n; -- the end;";
            try (RowStream rows = session.rows(Sql.of(quoted))) {
                assertThat(rows.next()).isTrue();
            }
        }
        assertThat(count("kit.two")).isZero();
    }

    @Test
    default void describeTellsColumnsWithoutRunning() {
        try (Session session = warehouse().open()) {
            List<Column> columns =
                    session.describe(
                            Sql.of(
                                    """
                                    SELECT CAST(1 AS BIGINT) / CAST(0 AS BIGINT) AS n, \
                                    CAST(1.5 AS DECIMAL(10,3)) AS d, 'x' AS "A b" -- end\
                                    """));
            assertThat(columns.stream().map(Column::name)).containsExactly("n", "d", "A b");
            assertThat(columns.get(1).type().kind()).isEqualTo(Type.Kind.DECIMAL);
            assertThat(columns.get(1).type().scale()).isEqualTo(3);
            fails(Failure.SQL_FAILED, () -> session.describe(Sql.of("SELECT 1 FROM kit.none")));
            fails(Failure.SQL_FAILED, () -> session.describe(Sql.of("DROP SCHEMA kit CASCADE")));
            assertThat(session.execute(Sql.of("CREATE TABLE kit.still_works (n BIGINT)"))).isZero();
        }
    }

    @Test
    default void columnsAndTablesAreFoundByName() {
        run("CREATE TABLE kit.b (\"Id\" BIGINT, price DECIMAL(12,2), seen TIMESTAMP)");
        run("CREATE VIEW kit.a AS SELECT price FROM kit.b");
        try (Session session = warehouse().open()) {
            assertThat(session.tables("kit")).containsExactly("a", "b");
            assertThat(session.tables("none")).isEmpty();
            List<Column> columns = session.columns(new TableName("kit", "b")).orElseThrow();
            assertThat(columns.stream().map(Column::name)).containsExactly("Id", "price", "seen");
            assertThat(columns.get(1).type().scale()).isEqualTo(2);
            assertThat(columns.get(2).type().kind()).isEqualTo(Type.Kind.TIMESTAMP);
            assertThat(session.columns(new TableName("kit", "a"))).isPresent();
            assertThat(session.columns(new TableName("kit", "c"))).isEmpty();
            TableName temporary = TableName.temporary("kit_t");
            session.execute(Sql.of("CREATE TEMPORARY TABLE kit_t (n BIGINT)"));
            assertThat(session.columns(temporary))
                    .hasValueSatisfying(c -> assertThat(c).hasSize(1));
        }
    }

    @Test
    default void typeNamesCanBeUsedInTables() {
        try (Session session = warehouse().open()) {
            for (Sample sample : Sample.exactNumbers()) {
                Sql select = Sql.of("SELECT " + sample.sql() + " AS v");
                Type type = session.describe(select).getFirst().type();
                session.execute(Sql.of("CREATE TABLE kit.t (v " + type.name() + ")"));
                session.execute(Sql.of("INSERT INTO kit.t ").plus(select));
                assertThat(
                                session.columns(new TableName("kit", "t"))
                                        .orElseThrow()
                                        .getFirst()
                                        .type())
                        .isEqualTo(type);
                session.execute(Sql.of("DROP TABLE kit.t"));
            }
        }
    }

    @Test
    default void loadTakesCanonicalTextOfEveryKind() {
        for (List<Sample> samples :
                List.of(
                        Sample.texts(),
                        Sample.exactNumbers(),
                        Sample.floats(),
                        Sample.times(),
                        Sample.others())) {
            for (Sample sample : samples) {
                try (Session session = warehouse().open()) {
                    assertThat(loaded(session, sample)).as(sample.sql()).isEqualTo(sample.text());
                }
            }
        }
    }

    private static @Nullable String loaded(Session session, Sample sample) {
        Type type = session.describe(Sql.of("SELECT " + sample.sql() + " AS v")).getFirst().type();
        session.execute(Sql.of("CREATE TEMPORARY TABLE kit_l (n BIGINT, v " + type.name() + ")"));
        List<Column> columns =
                List.of(
                        new Column("v", type),
                        new Column("n", Type.of(Type.Kind.INTEGER, "BIGINT")));
        try (Loader loader = session.load(TableName.temporary("kit_l"), columns)) {
            loader.value(sample.text());
            loader.value(5);
            loader.endRow();
            loader.value(null);
            loader.value(6);
            loader.endRow();
            assertThat(loader.finish()).isEqualTo(2);
        }
        String text = session.dialect().text("v", type);
        try (RowStream rows =
                session.rows(Sql.of("SELECT " + text + ", n FROM kit_l ORDER BY n"))) {
            assertThat(rows.next()).isTrue();
            String value = rows.text(0);
            assertThat(rows.whole(1)).isEqualTo(5);
            assertThat(rows.next()).isTrue();
            assertThat(rows.isNull(0)).isTrue();
            return value;
        }
    }

    @Test
    default void loadOfManyRowsIsOneTransaction() {
        run("CREATE TABLE kit.many (n BIGINT, t VARCHAR)");
        TableName table = new TableName("kit", "many");
        try (Session session = warehouse().open()) {
            List<Column> columns = session.columns(table).orElseThrow();
            try (Loader loader = session.load(table, columns)) {
                fill(loader, 10_000);
                assertThat(count("kit.many")).isZero();
            }
            assertThat(count("kit.many")).isZero();
            try (Loader loader = session.load(table, columns)) {
                fill(loader, 10_000);
                assertThat(loader.finish()).isEqualTo(10_000);
            }
            assertThat(count("kit.many")).isEqualTo(10_000);
            session.begin(Session.Mode.WRITE);
            try (Loader loader = session.load(table, columns)) {
                fill(loader, 10_000);
                loader.finish();
            }
            assertThat(count("kit.many")).isEqualTo(10_000);
            session.rollback();
            assertThat(count("kit.many")).isEqualTo(10_000);
        }
    }

    private static void fill(Loader loader, int rows) {
        for (int i = 0; i < rows; i++) {
            loader.value(i);
            loader.value("row " + i);
            loader.endRow();
        }
    }

    @Test
    default void aValueThatDoesNotFitFailsTheLoad() {
        run("CREATE TABLE kit.fit (n BIGINT)");
        TableName table = new TableName("kit", "fit");
        try (Session session = warehouse().open()) {
            List<Column> columns = session.columns(table).orElseThrow();
            fails(
                    Failure.SQL_FAILED,
                    () -> {
                        try (Loader loader = session.load(table, columns)) {
                            loader.value("12x");
                            loader.endRow();
                            loader.finish();
                        }
                    });
            assertThat(count(session, "kit.fit")).isZero();
        }
    }

    @Test
    default void cancelStopsARunningStatement() throws InterruptedException {
        try (Session session = warehouse().open()) {
            AtomicReference<@Nullable Throwable> outcome = new AtomicReference<>();
            Thread running =
                    Thread.ofPlatform()
                            .start(() -> {
                                try (RowStream rows = session.rows(Sql.of(endless()))) {
                                    rows.next();
                                } catch (ShadufException e) {
                                    outcome.set(e);
                                }
                            });
            while (!running.join(Duration.ofMillis(100))) {
                session.cancel();
            }
            assertThat(outcome.get()).isInstanceOf(ShadufException.class);
            session.rollback();
            assertThat(count(session, "(SELECT 1 AS x) t")).isEqualTo(1);
        }
    }

    /** A query that runs for minutes. */
    default String endless() {
        return """
        WITH d AS (SELECT 1 AS x UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 \
        UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8) \
        SELECT sum(sqrt(a.x * b.x * c.x * d.x * e.x * f.x * g.x * h.x * i.x * j.x)) \
        FROM d a, d b, d c, d, d e, d f, d g, d h, d i, d j\
        """;
    }

    @Test
    default void temporaryTablesBelongToTheirSession() {
        try (Session one = warehouse().open();
                Session other = warehouse().open()) {
            one.execute(Sql.of("CREATE TEMPORARY TABLE kit_own (n BIGINT)"));
            fails(
                    Failure.SQL_FAILED,
                    () -> other.execute(Sql.of("INSERT INTO kit_own VALUES (1)")));
            assertThat(other.columns(TableName.temporary("kit_own"))).isEqualTo(Optional.empty());
        }
    }

    @Test
    default void errorsSayWhatFailedAndWhatToDo() {
        try (Session session = warehouse().open()) {
            assertThatThrownBy(() -> session.rows(Sql.of("SELECT nope FROM kit.missing")))
                    .isInstanceOfSatisfying(
                            ShadufException.class,
                            e -> {
                                assertThat(e.message()).contains("missing").doesNotContain("\n");
                                assertThat(e.fix()).isNotEmpty();
                            });
        }
    }

    @Test
    default void aQueryThatFailsHalfWaySaysSo() {
        try (Session session = warehouse().open()) {
            fails(Failure.SQL_FAILED, () -> drain(session, failing()));
            session.rollback();
            assertThat(count(session, "(SELECT 1 AS x) t")).isEqualTo(1);
        }
    }

    /** A query that gives very many rows before it fails. */
    default String failing() {
        return """
        SELECT CAST(CASE WHEN n = 900000 THEN 'x' ELSE '1' END AS INTEGER) AS i, \
        repeat('x', 300) AS t FROM generate_series(1, 1000000) s(n)\
        """;
    }

    private static void drain(Session session, String sql) {
        try (RowStream rows = session.rows(Sql.of(sql))) {
            List<@Nullable String> last = new ArrayList<>(1);
            while (rows.next()) {
                last.clear();
                last.add(rows.text(0));
            }
        }
    }

    private void run(String sql) {
        try (Session session = warehouse().open()) {
            session.execute(Sql.of(sql));
        }
    }

    private long count(String table) {
        try (Session session = warehouse().open()) {
            return count(session, table);
        }
    }

    private static long count(Session session, String table) {
        try (RowStream rows = session.rows(Sql.of("SELECT count(*) FROM " + table))) {
            assertThat(rows.next()).isTrue();
            return rows.whole(0);
        }
    }

    private static void fails(Code code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ShadufException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
