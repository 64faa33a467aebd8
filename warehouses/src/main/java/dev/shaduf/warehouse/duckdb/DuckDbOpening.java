package dev.shaduf.warehouse.duckdb;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.OtherProcess;
import dev.shaduf.spi.ShadufException;

import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Opens a DuckDB instance: waits for a file that another program holds, then shuts the doors. */
final class DuckDbOpening {

    private static final Pattern HOLDER = Pattern.compile("held in (.+?) \\(PID (\\d+)\\)");
    private static final long PAUSE_MILLIS = 200;

    /** After how many nanoseconds whoever waits is told for whom. */
    private static final long NOTICED = 1_000_000_000;

    /**
     * Small row groups: a load of some ten thousand rows fills them, and a full one is written once
     * instead of again at every checkpoint. Only a file that is attached can have them.
     */
    private static final String ROW_GROUPS = " (ROW_GROUP_SIZE 8192)";

    /**
     * DuckDB gives back each block that a statement used and asks the system for it again, zeroed,
     * for the next: this part of its memory it keeps until the file is closed.
     */
    private static final int KEPT = 2;

    private DuckDbOpening() {}

    /**
     * Makes names of a new connection mean what is in the file.
     *
     * @param database what the instance calls the file; "" for one in memory
     */
    static void use(DuckDBConnection connection, String database) throws SQLException {
        if (database.isEmpty()) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("USE " + DuckDbSession.DIALECT.quote(database));
        }
    }

    /** What an instance calls the file that was attached to it. */
    private static String attached(Statement statement) throws SQLException {
        String file =
                "SELECT database_name FROM duckdb_databases() WHERE NOT internal AND path IS NOT"
                        + " NULL";
        try (ResultSet found = statement.executeQuery(file)) {
            return found.next() ? found.getString(1) : "";
        }
    }

    static DuckDBConnection open(String path, DuckDbFile.Options options) {
        long begun = System.nanoTime();
        long most = options.patience().most().toNanos();
        boolean told = false;
        while (true) {
            try {
                return attempt(path, options);
            } catch (SQLException e) {
                String message = DuckDbFailures.text(e);
                if (!held(message)) {
                    throw unreachable(path, message, e);
                }
                long waited = System.nanoTime() - begun;
                if (waited >= most) {
                    throw busy(path, message, options, e);
                }
                if (!told && waited >= NOTICED) {
                    options.patience().told().accept(holder(message) + ", which holds " + path);
                    told = true;
                }
                pause();
            }
        }
    }

    private static DuckDBConnection attempt(String path, DuckDbFile.Options options)
            throws SQLException {
        directories(path, options);
        Properties settings = new Properties();
        settings.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
        settings.setProperty("memory_limit", options.memory() + "B");
        settings.setProperty("block_allocator_memory", options.memory() / KEPT + "B");
        settings.setProperty("threads", Integer.toString(options.threads()));
        settings.setProperty("temp_directory", options.temporary().toString());
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        DuckDBConnection connection =
                DuckDBConnection.newConnection("jdbc:duckdb:", false, "", settings);
        try (Statement statement = connection.createStatement()) {
            if (!path.equals(DuckDbFile.MEMORY)) {
                statement.execute("ATTACH " + DuckDbDialect.quoted(path) + ROW_GROUPS);
                use(connection, attached(statement));
            }
            String readable =
                    options.readable().stream()
                            .map(p -> DuckDbDialect.quoted(p.toString() + "/"))
                            .collect(Collectors.joining(", ", "[", "]"));
            statement.execute("SET GLOBAL TimeZone = 'UTC'");
            statement.execute("SET GLOBAL allowed_directories = " + readable);
            statement.execute("SET GLOBAL enable_external_access = false");
            statement.execute("SET GLOBAL lock_configuration = true");
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    private static void directories(String path, DuckDbFile.Options options) {
        try {
            Files.createDirectories(options.temporary());
            Path parent = Path.of(path).getParent();
            if (!path.equals(DuckDbFile.MEMORY) && parent != null) {
                Files.createDirectories(parent);
            }
        } catch (IOException e) {
            throw new ShadufException(
                    Failure.FORBIDDEN,
                    "A directory that the warehouse " + path + " needs cannot be made: " + e,
                    "Make it writable, or set SHADUF_STATE_DIR to a directory that is.",
                    e);
        }
    }

    private static boolean held(String message) {
        return message.contains("Could not set lock") || message.contains("Conflicting lock");
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ShadufException(
                    Failure.BUSY, "Interrupted while waiting for the warehouse file.", "", e);
        }
    }

    private static ShadufException busy(
            String path, String message, DuckDbFile.Options options, SQLException e) {
        return new ShadufException(
                Failure.BUSY,
                "%s is held by %s; waited %d s."
                        .formatted(path, holder(message), options.patience().most().toSeconds()),
                "Close it there, or run the other program through 'shaduf release -- COMMAND'.",
                e);
    }

    /** The process that DuckDB names, with its command line where the system tells it. */
    private static String holder(String message) {
        Matcher matcher = HOLDER.matcher(message);
        if (!matcher.find()) {
            return "another program";
        }
        return OtherProcess.named(Long.parseLong(matcher.group(2)), matcher.group(1));
    }

    private static ShadufException unreachable(String path, String message, SQLException e) {
        return new ShadufException(
                Failure.UNREACHABLE,
                "The warehouse file " + path + " could not be opened. " + message,
                "Check 'warehouse: path:' in shaduf.yml and the rights on that file.",
                e);
    }
}
