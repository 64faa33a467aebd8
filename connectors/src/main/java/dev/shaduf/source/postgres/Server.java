package dev.shaduf.source.postgres;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.settings.Settings;

import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * A server and who connects.
 *
 * @param url for the driver, without credentials
 * @param where host and database, for messages
 */
record Server(String url, String where, Properties login) {

    static Server of(Settings settings) {
        String url = settings.text("url").strip();
        Properties login = new Properties();
        String jdbc = url;
        if (!url.startsWith("jdbc:postgresql:")) {
            jdbc = jdbc(settings.where(), url, login);
        }
        put(login, "user", settings.textOrNull("user"));
        put(login, "password", settings.textOrNull("password"));
        login.setProperty("ApplicationName", "shaduf");
        login.setProperty("connectTimeout", "10");
        login.setProperty("tcpKeepAlive", "true");
        login.setProperty("stringtype", "unspecified");
        login.setProperty("readOnly", "true");
        String shown = jdbc.replaceFirst("^jdbc:postgresql:/*", "").replaceFirst("\\?.*", "");
        return new Server(jdbc, shown, login);
    }

    private static String jdbc(String where, String url, Properties login) {
        if (!url.matches("postgres(ql)?://.+")) {
            throw new ShadufException(
                    Failure.WRONG_SETTING,
                    where + ": 'url' is not the address of a PostgreSQL server.",
                    "Write postgresql://user:password@host/database or jdbc:postgresql://…");
        }
        URI uri = URI.create(url.replace(" ", "%20"));
        String authority = String.valueOf(uri.getRawAuthority());
        int at = authority.lastIndexOf('@');
        if (at >= 0) {
            String[] parts = authority.substring(0, at).split(":", 2);
            put(login, "user", decoded(parts[0]));
            put(login, "password", parts.length > 1 ? decoded(parts[1]) : null);
        }
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return "jdbc:postgresql://" + authority.substring(at + 1) + uri.getRawPath() + query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static void put(Properties properties, String name, @Nullable String value) {
        if (value != null) {
            properties.setProperty(name, value);
        }
    }

    /** A connection in UTC with one view of the data, in which nothing can be written. */
    Connection connect() throws SQLException {
        Connection connection = new Driver().connect(url, login);
        if (connection == null) {
            throw new SQLException("not an address of PostgreSQL", "08001");
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TIME ZONE 'UTC'");
            statement.execute("SET DateStyle TO 'ISO, YMD'");
            statement.execute("SET IntervalStyle TO 'postgres'");
            connection.setAutoCommit(false);
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** The driver's complaint in words of ours. */
    ShadufException failure(SQLException e, String doing) {
        String state = String.valueOf(e.getSQLState());
        String said = String.valueOf(e.getMessage()).replaceAll("\\s*\\n\\s*", " ");
        said = said.replaceFirst(" Position: \\d+$", ".");
        if (state.startsWith("28")) {
            return new ShadufException(
                    Failure.AUTHENTICATION,
                    "PostgreSQL at " + where + " refused the credentials: " + said,
                    "Check 'url', 'user' and 'password' of the source.",
                    e);
        }
        if (state.startsWith("08") || state.startsWith("57P") || state.equals("3D000")) {
            return new ShadufException(
                    Failure.UNREACHABLE,
                    "PostgreSQL at " + where + " cannot be reached: " + said,
                    "Check 'url' of the source, and that the server runs.",
                    e);
        }
        if (state.equals("42501")) {
            return new ShadufException(
                    Failure.FORBIDDEN,
                    "PostgreSQL at " + where + " does not allow " + doing + ": " + said,
                    "Grant SELECT on it to the user of the source.",
                    e);
        }
        return new ShadufException(
                Failure.SQL_FAILED,
                "PostgreSQL at " + where + " failed at " + doing + ": " + said,
                "Check 'from', 'key' and 'cursor' of the table.",
                e);
    }
}
