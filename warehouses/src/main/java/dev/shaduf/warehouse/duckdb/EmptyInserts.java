package dev.shaduf.warehouse.duckdb;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps DuckDB 2.0.0 from losing rows silently: in a transaction with several threads, an {@code
 * INSERT … SELECT} or {@code CREATE TABLE … AS} of no rows makes the next one into the same table
 * report its rows and drop them when they fill a row group. Such a second insert is refused.
 * Callers avoid the first one. Belongs to one session.
 */
final class EmptyInserts {

    /** Rows of a row group, as files are opened here: below that nothing is lost. */
    private static final long ROW_GROUP = 8_192;

    private static final Pattern INSERT =
            Pattern.compile("^\\s*insert\\s+into\\s+([^\\s(]+)", Pattern.CASE_INSENSITIVE);

    private static final Pattern MADE =
            Pattern.compile(
                    "^\\s*create\\s+(?:or\\s+replace\\s+)?(?:temp(?:orary)?\\s+)?table\\s+"
                            + "([^\\s(]+)\\s+as\\b",
                    Pattern.CASE_INSENSITIVE);

    private final Set<String> empty = new HashSet<>();

    /** A transaction begins or ends. */
    void forget() {
        empty.clear();
    }

    /** A statement touched so many rows. */
    void watch(String statement, long rows) {
        Matcher made = MADE.matcher(statement);
        if (rows == 0 && made.find()) {
            empty.add(made.group(1).toLowerCase(Locale.ROOT));
            return;
        }
        Matcher insert = INSERT.matcher(statement);
        if (!insert.find()) {
            return;
        }
        String table = insert.group(1).toLowerCase(Locale.ROOT);
        if (rows == 0) {
            empty.add(table);
        } else if (rows >= ROW_GROUP && empty.contains(table)) {
            throw new ShadufException(
                    Failure.INTERNAL,
                    "Rows would be lost in "
                            + table
                            + ": an insert of none came before them in one transaction.",
                    "Nothing was written. Please report this.");
        }
    }
}
