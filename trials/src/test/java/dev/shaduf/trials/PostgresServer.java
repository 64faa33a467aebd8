package dev.shaduf.trials;

import dev.shaduf.testkit.Needs;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL, started once for all tests of this JVM and stopped when it ends; each test
 * takes a database of its own. With {@code -Dshaduf.postgres=host:port} one that runs there is
 * taken instead: user {@code postgres}, no password, and databases whose name begins with {@code
 * trial_} are its tests'. May be shared between threads.
 */
public final class PostgresServer {

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static @Nullable EmbeddedPostgres running;

    private PostgresServer() {}

    /** Where an empty database is; user {@code postgres}, no password. */
    public record Database(String host, int port, String name) {

        /** Its address for the driver. */
        public String url() {
            return "jdbc:postgresql://" + host + ":" + port + "/" + name + "?user=postgres";
        }
    }

    /** Makes an empty database; skips the test where no server can be started. */
    public static Database database() throws SQLException {
        String other = System.getProperty("shaduf.postgres");
        if (other != null) {
            return database(other.split(":"));
        }
        EmbeddedPostgres server = server();
        String name = "trial_" + DATABASES.incrementAndGet();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return new Database("localhost", server.getPort(), name);
    }

    private static Database database(String[] address) throws SQLException {
        Database all = new Database(address[0], Integer.parseInt(address[1]), "postgres");
        String name = "trial_" + DATABASES.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(all.url());
                var statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
            statement.execute("CREATE DATABASE " + name);
        }
        return new Database(all.host(), all.port(), name);
    }

    private static synchronized EmbeddedPostgres server() {
        EmbeddedPostgres server = running;
        if (server == null) {
            boolean here = System.getProperty("os.name").equals("Linux");
            boolean amd64 = System.getProperty("os.arch").equals("amd64");
            Needs.met("postgres", here && amd64, "the test's PostgreSQL is for Linux on amd64");
            server = start();
            Runtime.getRuntime().addShutdownHook(new Thread(PostgresServer::stop));
            running = server;
        }
        return server;
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "off")
                    .setServerConfig("max_connections", "100")
                    .start();
        } catch (IOException | IllegalStateException e) {
            Needs.met("postgres", false, "it did not start: " + e);
            throw new AssertionError(e);
        }
    }

    private static void stop() {
        try {
            if (running != null) {
                running.close();
            }
        } catch (IOException e) {
            System.err.println("PostgreSQL did not stop: " + e);
        }
    }
}
