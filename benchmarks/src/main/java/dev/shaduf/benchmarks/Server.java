package dev.shaduf.benchmarks;

import dev.shaduf.spi.destination.Destination;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.warehouse.Warehouse;
import dev.shaduf.testkit.warehouse.OpenWarehouse;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.postgresql.PGConnection;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A PostgreSQL of its own, without flushes to the disk, and what it does alone. */
final class Server implements AutoCloseable {

    private static final String COLUMNS =
            """
            (id bigint PRIMARY KEY, email text, first_name text, last_name text, phone text,
             city text, country text, plan text, segment text, spent numeric(12,2),
             score double precision, consent boolean, created_at timestamp, seen_at timestamp,
             orders integer)
            """;

    private static final String MERGE =
            """
            INSERT INTO equal SELECT * FROM staged ON CONFLICT (id) DO UPDATE SET
            email = EXCLUDED.email, first_name = EXCLUDED.first_name,
            last_name = EXCLUDED.last_name, phone = EXCLUDED.phone, city = EXCLUDED.city,
            country = EXCLUDED.country, plan = EXCLUDED.plan, segment = EXCLUDED.segment,
            spent = EXCLUDED.spent, score = EXCLUDED.score, consent = EXCLUDED.consent,
            created_at = EXCLUDED.created_at, seen_at = EXCLUDED.seen_at,
            orders = EXCLUDED.orders
            """;

    private final EmbeddedPostgres server;
    private final Connection connection;

    Server() throws IOException, SQLException {
        server =
                EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("autovacuum", "off")
                        .start();
        connection = DriverManager.getConnection(url());
    }

    private String url() {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/postgres?user=postgres";
    }

    /** Its database as a warehouse. */
    Warehouse warehouse(Path directory) {
        String url = "postgresql://postgres@localhost:" + server.getPort() + "/postgres";
        return OpenWarehouse.of("postgres", Json.object().with("url", url), directory);
    }

    /** Its tables as a destination. */
    Destination destination() {
        return Rig.destination("postgres", Json.object().with("url", url()));
    }

    /** Empty tables {@code people} and {@code equal} with the fifteen columns. */
    void tables() throws SQLException {
        dropTables();
        sql("CREATE TABLE people " + COLUMNS);
        sql("CREATE TABLE equal " + COLUMNS);
    }

    /** No {@code people}, and an empty {@code equal}. */
    void dropTables() throws SQLException {
        sql("DROP TABLE IF EXISTS people");
        sql("DROP TABLE IF EXISTS equal");
    }

    /** An empty {@code equal}. */
    void equal() throws SQLException {
        sql("DROP TABLE IF EXISTS equal");
        sql("CREATE TABLE equal " + COLUMNS);
    }

    /** Loads a file into a temporary table and merges that into {@code equal}. */
    long copyAndMerge(Path file) throws SQLException, IOException {
        sql("BEGIN; CREATE TEMPORARY TABLE staged ON COMMIT DROP AS TABLE equal WITH NO DATA");
        copy("staged", file);
        try (Statement statement = connection.createStatement()) {
            long rows = statement.executeUpdate(MERGE);
            statement.execute("COMMIT");
            return rows;
        }
    }

    /** Loads a file into {@code equal}. */
    long copy(Path file) throws SQLException, IOException {
        return copy("equal", file);
    }

    private long copy(String table, Path file) throws SQLException, IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            return connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY " + table + " FROM STDIN", in, 1 << 16);
        }
    }

    /** How many rows {@code people} has, and how many of them are not in {@code equal}. */
    String difference() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT (SELECT count(*) FROM people) || ' rows, ' || count(*) ||"
                                        + " ' differ' FROM (TABLE people EXCEPT TABLE equal) d")) {
            row.next();
            return row.getString(1);
        }
    }

    private void sql(String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    @Override
    public void close() throws SQLException, IOException {
        connection.close();
        server.close();
    }
}
