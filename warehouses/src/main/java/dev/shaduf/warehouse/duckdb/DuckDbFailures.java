package dev.shaduf.warehouse.duckdb;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.warehouse.jdbc.OneStatement;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** DuckDB's messages as errors with a code and a next step. */
final class DuckDbFailures {

    /** How DuckDB tells which value of which column of a loader's stage it could not take. */
    private static final Pattern CAST =
            Pattern.compile("[\"'](.*)[\"'].* when casting from source column c(\\d+)");

    private DuckDbFailures() {}

    /** A failed insert out of a loader's stage, with the column that the value was for. */
    static ShadufException unfit(ShadufException e, List<Column> columns) {
        Matcher cast = CAST.matcher(e.message());
        if (!cast.find()) {
            return e;
        }
        Column column = columns.get(Integer.parseInt(cast.group(2)));
        return new ShadufException(
                e.code(),
                "The column '%s' (%s) does not take '%s'."
                        .formatted(column.name(), column.type().name(), cast.group(1)),
                "Mend the value where it comes from, or give this column as text there.",
                e);
    }

    static ShadufException of(SQLException e, String statement) {
        String message = text(e);
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("no space left on device") || lower.contains("disk is full")) {
            return new ShadufException(
                    Failure.OUT_OF_SPACE,
                    "The disk is full: DuckDB could not write. " + message,
                    "Free disk space and run it again; nothing of this step was kept.",
                    e);
        }
        if (lower.startsWith("out of memory") || lower.contains("max_temp_directory_size")) {
            return new ShadufException(
                    Failure.OUT_OF_SPACE,
                    "DuckDB reached its memory limit. " + message,
                    "Raise 'memory:' of the warehouse in shaduf.yml, or free space for temporary"
                            + " files.",
                    e);
        }
        if (lower.startsWith("permission error") || lower.contains("permission denied")) {
            return new ShadufException(
                    Failure.FORBIDDEN,
                    "DuckDB may not do this: " + message,
                    "Files are read only from the project's directory.",
                    e);
        }
        if (lower.startsWith("interrupt error")) {
            return new ShadufException(
                    Failure.SQL_FAILED, "The statement was stopped while it ran.", "", e);
        }
        if (message.contains("read-only mode")) {
            return new ShadufException(
                    Failure.SQL_FAILED,
                    "DuckDB refused to write within a step that only reads: " + message,
                    "Use a query that only reads: " + OneStatement.head(statement),
                    e);
        }
        return new ShadufException(
                Failure.SQL_FAILED,
                "DuckDB could not run a statement. " + message,
                "Check the SQL: " + OneStatement.head(statement),
                e);
    }

    /** The driver's message on one line, without the picture of the statement below it. */
    static String text(SQLException e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        int picture = message.indexOf("\n\nLINE ");
        String shown = picture < 0 ? message : message.substring(0, picture);
        return shown.strip().replaceAll("\\s*\\n\\s*", " ");
    }
}
