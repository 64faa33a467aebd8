package dev.shaduf.warehouse.postgres;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.warehouse.jdbc.OneStatement;

import java.sql.SQLException;

/** PostgreSQL's SQLSTATEs as errors with a code and a next step. */
final class PostgresFailures {

    private PostgresFailures() {}

    static ShadufException of(SQLException e, String server, String statement) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        String message = text(e);
        String head = OneStatement.head(statement);
        return switch (state) {
            case "42501" ->
                    new ShadufException(
                            Failure.FORBIDDEN,
                            "PostgreSQL does not allow this: " + message,
                            "Grant the right that is missing; 'shaduf check --connect' lists them.",
                            e);
            case "53100", "53200" ->
                    new ShadufException(
                            Failure.OUT_OF_SPACE,
                            "The PostgreSQL server " + server + " has no space left: " + message,
                            "Free disk or memory there and run it again.",
                            e);
            case "53300", "55P03" ->
                    new ShadufException(
                            Failure.BUSY,
                            "The PostgreSQL server " + server + " is busy: " + message,
                            "Try again later, or raise its limit.",
                            e);
            case "40001", "40P01" ->
                    new ShadufException(
                            Failure.BUSY,
                            "Another transaction changed the same in PostgreSQL: " + message,
                            "Run it again.",
                            e);
            case "57014" ->
                    new ShadufException(
                            Failure.SQL_FAILED, "The statement was stopped while it ran.", "", e);
            case "25006" ->
                    new ShadufException(
                            Failure.SQL_FAILED,
                            "PostgreSQL refused to write within a step that only reads: " + message,
                            "Use a query that only reads: " + head,
                            e);
            default ->
                    unreachable(state)
                            ? connecting(e, server)
                            : new ShadufException(
                                    Failure.SQL_FAILED,
                                    "PostgreSQL could not run a statement. " + message,
                                    "Check the SQL: " + head,
                                    e);
        };
    }

    private static boolean unreachable(String state) {
        return state.startsWith("08") || state.startsWith("57P");
    }

    /** A failure while connecting or of the connection itself. */
    static ShadufException connecting(SQLException e, String server) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (state.startsWith("28")) {
            return new ShadufException(
                    Failure.AUTHENTICATION,
                    "PostgreSQL at " + server + " refused the credentials: " + text(e),
                    "Check 'user' and 'password' of the warehouse in shaduf.yml.",
                    e);
        }
        if (state.equals("53300")) {
            return new ShadufException(
                    Failure.BUSY,
                    "PostgreSQL at " + server + " takes no more connections: " + text(e),
                    "Try again later, or raise max_connections there.",
                    e);
        }
        return new ShadufException(
                Failure.UNREACHABLE,
                "PostgreSQL at " + server + " cannot be reached: " + text(e),
                "Check 'url' of the warehouse in shaduf.yml, and that the server runs.",
                e);
    }

    /** The driver's message on one line, without its word ERROR. */
    private static String text(SQLException e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        String line = message.strip().replaceAll("\\s*\\n\\s*", " ");
        return line.startsWith("ERROR: ") ? line.substring("ERROR: ".length()) : line;
    }
}
