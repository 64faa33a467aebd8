package dev.shaduf.warehouse.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.spi.warehouse.Warehouse;
import dev.shaduf.spi.warehouse.WarehouseType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

class DuckDbFileTest {

    @TempDir Path project;

    private Warehouse warehouse(String releaseAfter) {
        return DuckDbs.at(
                project,
                Json.object().with("path", "w.duckdb").with("release_after", releaseAfter));
    }

    @Test
    void fileIsMadeWithTheFirstSession() {
        try (Warehouse warehouse = warehouse("5 seconds")) {
            assertThat(project.resolve("w.duckdb")).doesNotExist();
            warehouse.open().close();
            assertThat(project.resolve("w.duckdb")).exists();
        }
    }

    @Test
    void fileIsFreeForOthersSomeTimeAfterTheLastSession() throws Exception {
        try (Warehouse warehouse = warehouse("1 second")) {
            Session first = warehouse.open();
            warehouse.open().close();
            first.execute(Sql.of("CREATE TABLE t AS SELECT 7 AS n"));
            assertThat(other("SELECT n FROM t")).contains("Could not set lock");
            first.close();
            Thread.sleep(1_500);
            assertThat(other("SELECT n FROM t")).isEqualTo("7");
            try (Session again = warehouse.open()) {
                assertThat(one(again, "SELECT n FROM t")).isEqualTo("7");
            }
        }
    }

    @Test
    void aFileThatWasLetGoIsForOthersUntilItIsTakenBack() throws Exception {
        Json.Obj settings = Json.object().with("path", "w.duckdb").with("release_after", "never");
        try (Warehouse warehouse = DuckDbs.at(project, settings, Duration.ofMinutes(2))) {
            try (Session session = warehouse.open()) {
                session.execute(Sql.of("CREATE TABLE t AS SELECT 7 AS n"));
            }
            CompletableFuture<Session> next;
            try (Warehouse.Released released = warehouse.release(Duration.ofSeconds(5))) {
                next = CompletableFuture.supplyAsync(warehouse::openBriefly);
                assertThat(other("SELECT n FROM t")).isEqualTo("7");
                assertThat(next).isNotDone();
            }
            try (Session session = next.get(2, TimeUnit.MINUTES)) {
                assertThat(one(session, "SELECT n FROM t")).isEqualTo("7");
            }
        }
    }

    @Test
    void aFileThatIsUsedIsNotLetGo() {
        try (Warehouse warehouse = warehouse("never");
                Session session = warehouse.open()) {
            assertThatThrownBy(() -> warehouse.release(Duration.ofMillis(20)))
                    .isInstanceOfSatisfying(
                            ShadufException.class,
                            e -> assertThat(e.code()).isEqualTo(Failure.BUSY));
            assertThat(one(session, "SELECT 7")).isEqualTo("7");
            assertThat(warehouse.isAwaited()).isFalse();
            warehouse.open().close();
        }
    }

    @Test
    void closingTheWarehouseFreesTheFileAtOnce() throws Exception {
        Warehouse warehouse = warehouse("never");
        Session left = warehouse.open();
        left.execute(Sql.of("CREATE TABLE t AS SELECT 7 AS n"));
        warehouse.close();
        assertThat(other("SELECT n FROM t")).isEqualTo("7");
    }

    @Test
    void twoWarehousesOnOneFileShareItsInstance() {
        try (Warehouse one = warehouse("5 seconds");
                Warehouse other =
                        DuckDbs.at(project, Json.object().with("path", "./sub/../w.duckdb"));
                Session writing = one.open();
                Session reading = other.open()) {
            writing.execute(Sql.of("CREATE TABLE t AS SELECT 7 AS n"));
            assertThat(one(reading, "SELECT n FROM t")).isEqualTo("7");
        }
    }

    @Test
    void aFileThatAnotherProgramHoldsIsBusyAndNamesIt() throws Exception {
        Process holder = start("SELECT 1", "hold");
        try (Warehouse warehouse = warehouse("5 seconds")) {
            assertThat(holder.inputReader().readLine()).isEqualTo("1");
            assertThatThrownBy(warehouse::open)
                    .isInstanceOfSatisfying(
                            ShadufException.class,
                            e -> {
                                assertThat(e.code()).isEqualTo(Failure.BUSY);
                                assertThat(e.message())
                                        .contains("process " + holder.pid())
                                        .contains("SELECT 1 hold)");
                            });
        } finally {
            holder.destroy();
            holder.waitFor();
        }
    }

    @Test
    void whoeverWaitsIsToldOnceForWhom() throws Exception {
        List<String> told = new ArrayList<>();
        Process holder = start("SELECT 1", "hold");
        WarehouseType.Place place =
                new WarehouseType.Place(project, project, Duration.ofSeconds(2), told::add);
        try (Warehouse warehouse = DuckDbs.at(Json.object().with("path", "w.duckdb"), place)) {
            assertThat(holder.inputReader().readLine()).isEqualTo("1");
            assertThatThrownBy(warehouse::open).isInstanceOf(ShadufException.class);
        } finally {
            holder.destroy();
            holder.waitFor();
        }
        assertThat(told)
                .singleElement()
                .asString()
                .startsWith("process " + holder.pid())
                .endsWith(", which holds " + project.toRealPath().resolve("w.duckdb"));
    }

    @Test
    void aFileIsWaitedForUntilTheOtherProgramEnds() throws Exception {
        Process holder = start("SELECT 1", "briefly");
        try (Warehouse warehouse = warehouse("5 seconds")) {
            assertThat(holder.inputReader().readLine()).isEqualTo("1");
            warehouse.open().close();
        } finally {
            holder.destroy();
            holder.waitFor();
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsSaidToBeSo() throws IOException {
        Files.writeString(project.resolve("w.duckdb"), "not a database ".repeat(1000));
        try (Warehouse warehouse = warehouse("5 seconds")) {
            assertThatThrownBy(warehouse::open)
                    .isInstanceOfSatisfying(
                            ShadufException.class,
                            e -> assertThat(e.code()).isEqualTo(Failure.UNREACHABLE));
        }
    }

    @Test
    void filesAreReadFromTheProjectAndNowhereElse(@TempDir Path elsewhere) throws IOException {
        Files.writeString(project.resolve("in.csv"), "n\n7\n");
        Files.writeString(elsewhere.resolve("out.csv"), "n\n7\n");
        try (Warehouse warehouse = warehouse("5 seconds");
                Session session = warehouse.open()) {
            assertThat(one(session, read(project.resolve("in.csv")))).isEqualTo("7");
            for (String sql :
                    List.of(
                            read(elsewhere.resolve("out.csv")),
                            read(project.resolve("../" + elsewhere.getFileName() + "/out.csv")),
                            "COPY (SELECT 1) TO '" + elsewhere.resolve("x.csv") + "'",
                            "ATTACH '" + elsewhere.resolve("x.duckdb") + "'",
                            "INSTALL httpfs",
                            "SET enable_external_access = true",
                            "SET TimeZone = 'Asia/Tokyo'")) {
                assertThatThrownBy(() -> session.execute(Sql.of(sql)))
                        .as(sql)
                        .isInstanceOf(ShadufException.class);
            }
        }
    }

    private static String read(Path file) {
        return "SELECT n FROM read_csv('" + file + "')";
    }

    @Test
    void parquetIsReadAndWrittenWithinTheProject() {
        String file = project.resolve("x.parquet").toString();
        try (Warehouse warehouse = warehouse("5 seconds");
                Session session = warehouse.open()) {
            assertThat(warehouse.readsLocalParquet()).isTrue();
            session.execute(Sql.of("COPY (SELECT 7 AS n) TO '" + file + "' (FORMAT parquet)"));
            assertThat(one(session, "SELECT n FROM read_parquet('" + file + "')")).isEqualTo("7");
        }
    }

    @Test
    void everySessionIsInUtc() {
        try (Warehouse warehouse = warehouse("5 seconds");
                Session first = warehouse.open();
                Session second = warehouse.open()) {
            String zone = "SELECT current_setting('TimeZone')";
            assertThat(one(first, zone)).isEqualTo("UTC");
            assertThat(one(second, zone)).isEqualTo("UTC");
        }
    }

    @Test
    void manyDeletedRowsAreWrittenDownWithTheirTransaction() {
        try (Warehouse warehouse = warehouse("5 seconds");
                Session session = warehouse.open()) {
            numbers(session);
            deleted(session, 1_000);
            assertThat(isWrittenDown(session)).isFalse();
            deleted(session, 9_000);
            assertThat(isWrittenDown(session)).isTrue();
        }
    }

    @Test
    void manyRowsAreDeletedWhileAnotherSessionWrites() {
        try (Warehouse warehouse = warehouse("5 seconds");
                Session session = warehouse.open();
                Session other = warehouse.open()) {
            numbers(session);
            other.begin(Session.Mode.WRITE);
            other.execute(Sql.of("CREATE TABLE others (i BIGINT)"));
            deleted(session, 9_000);
            other.commit();
            assertThat(session.number(Sql.of("SELECT count(*) FROM numbers"))).isEqualTo(1_000);
        }
    }

    private static void numbers(Session session) {
        session.execute(Sql.of("CREATE TABLE numbers AS SELECT i FROM range(10000) t(i)"));
        session.execute(Sql.of("CHECKPOINT"));
    }

    private static void deleted(Session session, int below) {
        session.begin(Session.Mode.WRITE);
        session.execute(Sql.of("DELETE FROM numbers WHERE i < " + below));
        session.commit();
    }

    /** Whether nothing is in DuckDB's log that is not in its file. */
    private static boolean isWrittenDown(Session session) {
        String log =
                "SELECT count(*) FROM pragma_database_size() WHERE database_name ="
                        + " current_database() AND wal_size = '0 bytes'";
        return session.number(Sql.of(log)) == 1;
    }

    @Test
    void reachedMemoryLimitIsOutOfSpace() {
        try (Warehouse warehouse =
                        DuckDbs.at(
                                project,
                                Json.object().with("path", ":memory:").with("memory", "20 MB"));
                Session session = warehouse.open()) {
            assertThatThrownBy(() ->
                            session.execute(
                                    Sql.of(
                                            "CREATE TABLE t AS SELECT list(i) AS l FROM"
                                                    + " range(20000000) r(i)")))
                    .isInstanceOfSatisfying(
                            ShadufException.class,
                            e -> assertThat(e.code()).isEqualTo(Failure.OUT_OF_SPACE));
        }
    }

    private static String one(Session session, String sql) {
        try (RowStream rows = session.rows(Sql.of(sql))) {
            assertThat(rows.next()).isTrue();
            return String.valueOf(rows.text(0));
        }
    }

    /** What another process gets for a query on the file, or its error. */
    private String other(String sql) throws Exception {
        Process process = start(sql, "");
        String answer = new String(process.getInputStream().readAllBytes()).strip();
        process.waitFor();
        return answer;
    }

    private Process start(String sql, String hold) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.io.tmpdir=" + project,
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProgram.class.getName(),
                        project.resolve("w.duckdb").toString(),
                        sql,
                        hold)
                .redirectErrorStream(true)
                .start();
    }
}
