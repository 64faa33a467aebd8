package dev.shaduf.engine.model;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Looks for what a read-only query never has, word by word. It understands nothing and rather
 * refuses too much; it stands behind the parser, and alone where the parser does not know the words
 * of a warehouse.
 */
final class TokenScan {

    private static final String[] WRITES = {
        "insert",
        "update",
        "delete",
        "merge",
        "create",
        "drop",
        "alter",
        "truncate",
        "copy",
        "call",
        "attach",
        "detach",
        "set",
        "reset",
        "install",
        "load",
        "pragma",
        "vacuum",
        "export",
        "import",
        "grant",
        "revoke",
        "do",
        "begin",
        "commit",
        "rollback",
        "execute",
        "prepare",
        "checkpoint",
        "use",
        "comment",
        "lock",
        "analyze",
        "explain"
    };
    private static final Set<String> TABLE_FUNCTIONS =
            Set.of("range", "unnest", "generate_series", "lateral", "values", "select", "from");
    private static final Pattern READS_FILES =
            Pattern.compile(
                    "read_.*|.*_scan|.*_scan_.*|glob|sniff_csv|query|query_table|duckdb"
                        + "_.*|pragma_.*"
                        + "|parquet_.*|st_read.*|sqlite_.*|postgres_.*|mysql_.*|iceberg_.*|delta_.*"
                        + "|json_execute_serialized_sql|from_substrait.*|which_secret|getenv"
                        + "|read_text|read_blob|force_checkpoint|checkpoint|test_.*|arrow_scan.*");
    private static final Pattern WRITES_OR_READS_FILES =
            Pattern.compile(
                    "pg_read_.*|pg_ls_.*|pg_stat_file|lo_.*|dblink.*|pg_terminate_backend"
                            + "|pg_cancel_backend|pg_reload_conf|pg_rotate_logfile|set_config"
                            + "|setval|nextval|query_to_xml.*|pg_advisory.*|pg_try_advisory.*"
                            + "|pg_sleep.*|pg_write_.*|pg_file_.*|pg_logical_.*|pg_switch_wal");
    private static final String ENDING =
            ".*\\.(csv|tsv|txt|json|jsonl|ndjson|parquet|xlsx|db|duckdb|arrow)("
                    + "\\.(gz|zst|bz2|zip))?";
    private static final Pattern FILE_NAME =
            Pattern.compile(ENDING, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern FILE =
            Pattern.compile(".*(://|/|\\*).*|" + ENDING, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final List<Token> tokens;
    private final boolean duckdb;

    TokenScan(List<Token> tokens, String dialect) {
        this.tokens = tokens;
        this.duckdb = dialect.equals("duckdb");
    }

    /** A finding: what is wrong, as the end of "The SQL …", and where. */
    record Finding(String what, Token token) {}

    /** The first finding, or null. */
    @Nullable Finding first() {
        for (int i = 0; i < tokens.size(); i++) {
            String what = wrong(i);
            if (what != null) {
                return new Finding(what, tokens.get(i));
            }
        }
        return null;
    }

    private @Nullable String wrong(int i) {
        Token token = tokens.get(i);
        Token before = i == 0 ? null : tokens.get(i - 1);
        Token after = i + 1 < tokens.size() ? tokens.get(i + 1) : null;
        boolean called = after != null && after.sign('(');
        if (token.sign(';')) {
            return "has more than one statement";
        }
        if (before == null ? token.is(WRITES) : before.sign('(') && writes(token, after)) {
            return "has '" + token.text() + "', which only a statement that writes has";
        }
        if (token.is("for") && after != null && after.is("update", "share", "no", "key")) {
            return "locks rows with FOR " + after.text().toUpperCase(Locale.ROOT);
        }
        if (token.name() && called) {
            return function(token, before);
        }
        return duckdb ? file(token, before) : null;
    }

    /** The word with which a statement begins to write; null where it only reads. */
    static @Nullable Token writing(List<Token> statement) {
        Token first = statement.getFirst();
        if (first.is(WRITES)) {
            return first;
        }
        for (int i = 1; i + 1 < statement.size(); i++) {
            Token before = statement.get(i - 1);
            boolean begins = before.sign('(') || first.is("with") && before.sign(')');
            if (begins && writes(statement.get(i), statement.get(i + 1))) {
                return statement.get(i);
            }
        }
        return null;
    }

    /** Whether a data-changing statement begins here, inside parentheses. */
    private static boolean writes(Token token, @Nullable Token after) {
        if (after == null) {
            return false;
        }
        return (token.is("insert", "merge") && after.is("into"))
                || (token.is("delete") && after.is("from"))
                || (token.is("update") && after.name());
    }

    private @Nullable String function(Token token, @Nullable Token before) {
        String name = token.text().toLowerCase(Locale.ROOT);
        boolean fromIt = before != null && before.is("from", "join", "lateral");
        if (duckdb && fromIt && !TABLE_FUNCTIONS.contains(name)) {
            return "reads from the table function '" + token.text() + "'";
        }
        Pattern refused = duckdb ? READS_FILES : WRITES_OR_READS_FILES;
        return refused.matcher(name).matches()
                ? "calls '" + token.text() + "', which is not a plain computation"
                : null;
    }

    private @Nullable String file(Token token, @Nullable Token before) {
        boolean fromIt = before != null && before.is("from", "join");
        if (token.kind() == Token.Kind.STRING && fromIt) {
            return "reads a file, '" + token.text() + "'";
        }
        boolean named = before != null && before.is("as");
        Pattern files = fromIt ? FILE : FILE_NAME;
        if (token.kind() == Token.Kind.QUOTED && !named && files.matcher(token.text()).matches()) {
            return "names '" + token.text() + "', which DuckDB would read as a file";
        }
        return null;
    }

    /** Whether a string could be a file that DuckDB reads; used where the parser gave up. */
    static boolean looksLikeFile(Token token) {
        return token.kind() == Token.Kind.STRING
                && (token.text().contains("://") || FILE_NAME.matcher(token.text()).matches());
    }

    /** Whether DuckDB would read a table of this name as a file. */
    static boolean readAsFile(String name) {
        return FILE.matcher(name).matches();
    }
}
