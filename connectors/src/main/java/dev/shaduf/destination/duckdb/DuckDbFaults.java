package dev.shaduf.destination.duckdb;

import dev.shaduf.destination.tables.Fault;
import dev.shaduf.destination.tables.Fault.Kind;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.OtherProcess;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What DuckDB's errors mean: it has no codes, but each message begins with its class. */
final class DuckDbFaults {

    private static final Pattern HOLDER = Pattern.compile("held in (.+?) \\(PID (\\d+)\\)");

    private final String destination;
    private final Path path;

    DuckDbFaults(String destination, Path path) {
        this.destination = destination;
        this.path = path;
    }

    Fault of(SQLException error) {
        String message = text(error);
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("could not set lock") || lower.contains("conflicting lock")) {
            return new Fault(
                    Kind.LATER,
                    Failure.BUSY,
                    path + " is held by " + holder(message) + ".",
                    "Close it there and run the sync again.");
        }
        if (lower.contains("different configuration than existing connections")) {
            return new Fault(
                    Kind.STOP,
                    Failure.WRONG_SETTING,
                    path + " is the project's own warehouse, or open in this program otherwise.",
                    "To have a model as a table of the warehouse say 'materialize: table' in the"
                            + " model; a destination needs a file of its own.");
        }
        if (lower.contains("no space left") || lower.startsWith("out of memory")) {
            return new Fault(
                    Kind.STOP,
                    Failure.OUT_OF_SPACE,
                    message,
                    "Free disk space, or raise 'memory' of the destination " + destination + ".");
        }
        return byClass(message, lower);
    }

    private Fault byClass(String message, String lower) {
        int colon = lower.indexOf(" error:");
        return switch (colon < 0 ? "" : lower.substring(0, colon)) {
            case "constraint", "conversion", "invalid input", "out of range" ->
                    new Fault(Kind.ROW, Failure.SQL_FAILED, message, "");
            case "transactioncontext" ->
                    new Fault(Kind.LATER, Failure.BUSY, message, "Run the sync again.");
            case "catalog" -> stop(Failure.NOT_FOUND, message);
            case "io" ->
                    new Fault(
                            Kind.STOP,
                            Failure.UNREACHABLE,
                            path + " cannot be opened or written: " + message,
                            "Correct 'path' of the destination " + destination + ".");
            case "fatal", "internal", "connection" ->
                    new Fault(Kind.LOST, Failure.SQL_FAILED, message, "Run the sync again.");
            default -> stop(Failure.SQL_FAILED, message);
        };
    }

    private static Fault stop(Failure code, String message) {
        return new Fault(
                Kind.STOP,
                code,
                message,
                "Compare the sync's fields with the table's columns, and run it again.");
    }

    /** The driver's message on one line, without the picture of the statement below it. */
    private static String text(SQLException error) {
        String message = error.getMessage();
        if (message == null) {
            return error.getClass().getSimpleName();
        }
        int picture = message.indexOf("\n\nLINE ");
        String shown = picture < 0 ? message : message.substring(0, picture);
        return shown.strip().replaceAll("\\s*\\n\\s*", " ");
    }

    private static String holder(String message) {
        Matcher matcher = HOLDER.matcher(message);
        if (!matcher.find()) {
            return "another program";
        }
        return OtherProcess.named(Long.parseLong(matcher.group(2)), matcher.group(1));
    }
}
