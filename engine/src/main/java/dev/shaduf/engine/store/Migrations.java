package dev.shaduf.engine.store;

import dev.shaduf.spi.ShadufException;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Brings a file to the present version, one numbered script after another. */
final class Migrations {

    private static final List<String> SCRIPTS =
            List.of("001-runs-and-ledger.sql", "002-parked-events.sql");

    private Migrations() {}

    static void run(String file, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int version = version(statement);
            if (version > SCRIPTS.size()) {
                throw new ShadufException(
                        StoreCode.STATE_TOO_NEW,
                        file + " was written by a newer version of Shaduf.",
                        "Use that version, or move the file away.");
            }
            if (version == SCRIPTS.size()) {
                return;
            }
            statement.execute("BEGIN IMMEDIATE");
            // Another process may have been faster.
            for (int next = version(statement); next < SCRIPTS.size(); next++) {
                statement.executeUpdate(script(SCRIPTS.get(next)));
                statement.execute("PRAGMA user_version = " + (next + 1));
            }
            statement.execute("COMMIT");
        }
    }

    private static int version(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("PRAGMA user_version")) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    private static String script(String name) {
        try (InputStream in = Migrations.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no script " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
