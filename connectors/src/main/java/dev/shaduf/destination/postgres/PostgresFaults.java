package dev.shaduf.destination.postgres;

import dev.shaduf.destination.tables.Fault;
import dev.shaduf.destination.tables.Fault.Kind;
import dev.shaduf.spi.Failure;

import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

import java.sql.SQLException;

/** What PostgreSQL's error classes mean. */
final class PostgresFaults {

    private static final String UNDONE = "Nothing of this batch was kept.";

    private final String destination;
    private final String place;

    PostgresFaults(String destination, String place) {
        this.destination = destination;
        this.place = place;
    }

    Fault of(SQLException error) {
        String state = error.getSQLState() == null ? "" : error.getSQLState();
        String message = message(error);
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "22", "23", "44", "21", "P0" -> fault(Kind.ROW, Failure.SQL_FAILED, message, "");
            case "08" -> fault(Kind.LOST, Failure.UNREACHABLE, unreachable(message), start());
            case "28" -> fault(Kind.STOP, Failure.AUTHENTICATION, message, credentials());
            case "3D" ->
                    fault(
                            Kind.STOP,
                            Failure.NOT_FOUND,
                            message,
                            "Correct the database's name in 'url' of the destination "
                                    + destination
                                    + ".");
            case "40" -> fault(Kind.LATER, Failure.BUSY, message, UNDONE);
            case "53" -> resources(state, message);
            case "55" -> fault(Kind.LATER, Failure.BUSY, message, UNDONE);
            case "57" -> ended(state, message);
            case "25" ->
                    fault(
                            Kind.STOP,
                            Failure.FORBIDDEN,
                            message,
                            "Point the destination "
                                    + destination
                                    + " at a server that takes"
                                    + " writes.");
            default -> statement(state, message);
        };
    }

    private Fault statement(String state, String message) {
        return switch (state) {
            case "42501" ->
                    fault(
                            Kind.STOP,
                            Failure.FORBIDDEN,
                            message,
                            "Grant the user of the destination "
                                    + destination
                                    + " SELECT, INSERT, UPDATE and DELETE on the table, TEMPORARY"
                                    + " on the database and, for 'create: true', CREATE on the"
                                    + " schema.");
            case "42P01", "3F000" ->
                    fault(
                            Kind.STOP,
                            Failure.NOT_FOUND,
                            message,
                            "The table changed while it was written; run the sync again.");
            default ->
                    fault(
                            Kind.STOP,
                            Failure.SQL_FAILED,
                            message,
                            "Compare the sync's fields with the table's columns and triggers.");
        };
    }

    private Fault resources(String state, String message) {
        Failure code = state.equals("53300") ? Failure.BUSY : Failure.OUT_OF_SPACE;
        return fault(Kind.LATER, code, message, "The server " + place + " is short of resources.");
    }

    private Fault ended(String state, String message) {
        return state.equals("57014")
                ? fault(Kind.LATER, Failure.BUSY, message, UNDONE)
                : fault(Kind.LOST, Failure.UNREACHABLE, unreachable(message), start());
    }

    private String unreachable(String message) {
        return "PostgreSQL at " + place + " cannot be reached: " + message;
    }

    private String start() {
        return "Start the server, or correct 'url' of the destination " + destination + ".";
    }

    private String credentials() {
        return "Correct user and password of the destination " + destination + ".";
    }

    private static Fault fault(Kind kind, Failure code, String message, String fix) {
        return new Fault(kind, code, message, fix);
    }

    private static String message(SQLException error) {
        ServerErrorMessage server = server(error);
        if (server == null || server.getMessage() == null) {
            String plain = error.getMessage();
            return plain == null ? error.getClass().getSimpleName() : plain.strip();
        }
        String detail = server.getDetail();
        return server.getMessage() + (detail == null ? "" : ": " + detail);
    }

    /** The place in a COPY that the server names: {@code COPY t, line 7, column age: "x"}. */
    static @Nullable String where(SQLException error) {
        ServerErrorMessage server = server(error);
        return server == null ? null : server.getWhere();
    }

    private static @Nullable ServerErrorMessage server(SQLException error) {
        return error instanceof PSQLException e ? e.getServerErrorMessage() : null;
    }
}
