package dev.shaduf.trials.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.Loader;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.spi.warehouse.Warehouse;
import dev.shaduf.trials.PostgresServer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;

class PostgresWarehouseTest {

    private PostgresServer.Database database;

    @BeforeEach
    void makeDatabase() throws Exception {
        database = PostgresServer.database();
    }

    private Json.Obj settings() {
        return Json.object().with("url", database.url());
    }

    private static void run(Session session, String sql) {
        session.execute(Sql.of(sql));
    }

    private static String one(Session session, String sql) {
        try (RowStream rows = session.rows(Sql.of(sql))) {
            assertThat(rows.next()).isTrue();
            return String.valueOf(rows.text(0));
        }
    }

    @Test
    void sessionsAreInUtcAndNamed() {
        try (Warehouse warehouse = Warehouses.at(settings());
                Session session = warehouse.open()) {
            assertThat(one(session, "SHOW TimeZone")).isEqualTo("UTC");
            assertThat(one(session, "SHOW application_name")).isEqualTo("shaduf");
            assertThat(one(session, "SELECT timestamptz '2026-11-21 07:14:03+02'"))
                    .isEqualTo("2026-11-21 05:14:03+00");
        }
    }

    @Test
    void searchPathFindsNamesWithoutSchema() {
        try (Warehouse warehouse = Warehouses.at(settings().with("search_path", "app, public"));
                Session session = warehouse.open()) {
            run(session, "CREATE SCHEMA app");
            run(session, "CREATE TABLE app.t AS SELECT 7 AS n");
            assertThat(one(session, "SELECT n FROM t")).isEqualTo("7");
        }
    }

    @Test
    void aMissingRightIsForbiddenAndNamed() {
        try (Warehouse owner = Warehouses.at(settings());
                Session session = owner.open()) {
            run(session, "CREATE TABLE private_rows AS SELECT 7 AS n");
            run(session, "DROP ROLE IF EXISTS reader_of_kit");
            run(session, "CREATE ROLE reader_of_kit LOGIN");
            String url = database.url().replace("?user=postgres", "");
            Json.Obj other = Json.object().with("url", url).with("user", "reader_of_kit");
            try (Warehouse reader = Warehouses.at(other);
                    Session reading = reader.open()) {
                assertThatThrownBy(() -> one(reading, "SELECT n FROM private_rows"))
                        .isInstanceOfSatisfying(
                                ShadufException.class,
                                e -> {
                                    assertThat(e.code()).isEqualTo(Failure.FORBIDDEN);
                                    assertThat(e.message()).contains("private_rows");
                                });
            }
            run(session, "DROP ROLE reader_of_kit");
        }
    }

    @Test
    void aDatabaseThatIsNotThereIsUnreachable() {
        String url = database.url().replace(database.name(), "nowhere");
        try (Warehouse warehouse = Warehouses.at(Json.object().with("url", url))) {
            assertThatThrownBy(warehouse::open)
                    .isInstanceOfSatisfying(
                            ShadufException.class,
                            e -> {
                                assertThat(e.code()).isEqualTo(Failure.UNREACHABLE);
                                assertThat(e.message()).contains("nowhere");
                            });
        }
    }

    @Test
    void aDroppedLoadLeavesItsTransactionUsable() {
        try (Warehouse warehouse = Warehouses.at(settings());
                Session session = warehouse.open()) {
            run(session, "CREATE TABLE t (n bigint, l int[])");
            TableName table = new TableName("public", "t");
            List<Column> columns = session.columns(table).orElseThrow();
            session.begin(Session.Mode.WRITE);
            run(session, "INSERT INTO t VALUES (1, '{}')");
            try (Loader loader = session.load(table, columns)) {
                loader.value(2);
                loader.value("[1,null,3]");
                loader.endRow();
            }
            try (Loader loader = session.load(table, columns)) {
                loader.value(3);
                loader.value("[1,null,3]");
                loader.endRow();
                assertThat(loader.finish()).isEqualTo(1);
            }
            session.commit();
            assertThat(one(session, "SELECT string_agg(n::text || l::text, ' ' ORDER BY n) FROM t"))
                    .isEqualTo("1{} 3{1,NULL,3}");
        }
    }

    @Test
    void hashVersionTellsTheServersMajorVersion() {
        try (Warehouse warehouse = Warehouses.at(settings());
                Session session = warehouse.open()) {
            assertThat(session.dialect().hashes().version()).isGreaterThan(1000);
            assertThat(warehouse.dialect()).isEqualTo(session.dialect());
        }
    }
}
