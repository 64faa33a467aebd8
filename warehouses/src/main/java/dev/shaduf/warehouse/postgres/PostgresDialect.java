package dev.shaduf.warehouse.postgres;

import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Execution;
import dev.shaduf.spi.warehouse.Functions;
import dev.shaduf.spi.warehouse.Hashes;
import dev.shaduf.spi.warehouse.Storage;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The SQL of PostgreSQL.
 *
 * @param major the server's major version; 0 while it is not known
 */
record PostgresDialect(int major) implements Dialect {

    private static final Functions FUNCTIONS = new PostgresFunctions();
    private static final Storage STORAGE = new Storage("", "", true, true, null);

    /**
     * Of a temporary table nobody gathers statistics, and without them a join of two with millions
     * of rows is planned as if each value were on a tenth of them.
     */
    private static final Execution EXECUTION = new Execution(false, "ANALYZE ");

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public String quote(String identifier) {
        return "\"" + identifier.replace("\"", "\"\"") + "\"";
    }

    @Override
    public String literal(String text) {
        return quoted(text);
    }

    /** A literal; a backslash needs the escaping kind whatever the server's settings. */
    static String quoted(String text) {
        String quoted = "'" + text.replace("'", "''") + "'";
        return text.indexOf('\\') < 0 ? quoted : "E" + quoted.replace("\\", "\\\\");
    }

    @Override
    public int longestName() {
        return 63;
    }

    @Override
    public String own(Own type) {
        return switch (type) {
            case BIGINT -> "bigint";
            case WIDE -> "numeric";
            case INTEGER -> "integer";
            case DOUBLE -> "double precision";
            case TEXT -> "text";
            case BOOLEAN -> "boolean";
            case INSTANT -> "timestamptz";
            case JSON -> "json";
            case UUID -> "uuid";
        };
    }

    @Override
    public String json(String expression, Type type) {
        return PostgresText.json(expression, type);
    }

    @Override
    public String text(String expression, Type type) {
        return PostgresText.of(expression, type);
    }

    @Override
    public String notFinite(String expression, Type type) {
        return PostgresText.notFinite(expression, type);
    }

    @Override
    public String jsonObject(List<Member> members) {
        StringBuilder sql = new StringBuilder("(");
        String before = "{";
        for (Member member : members) {
            sql.append(quoted(before + Json.of(member.name()) + ":"))
                    .append(" || ")
                    .append(member.json())
                    .append(" || ");
            before = ",";
        }
        return sql.append(members.isEmpty() ? "'{}')" : "'}')").toString();
    }

    @Override
    public String jsonArray(List<String> json) {
        return json.isEmpty()
                ? "'[]'"
                : json.stream().collect(Collectors.joining(" || ',' || ", "('[' || ", " || ']')"));
    }

    @Override
    public String jsonAt(String json, List<String> path) {
        String names = path.stream().map(PostgresDialect::quoted).collect(Collectors.joining(", "));
        return "((" + json + ")::json #>> ARRAY[" + names + "]::text[])";
    }

    @Override
    public Hashes hashes() {
        return new PostgresHashes(major);
    }

    @Override
    public Functions functions() {
        return FUNCTIONS;
    }

    @Override
    public Storage storage() {
        return STORAGE;
    }

    @Override
    public Execution execution() {
        return EXECUTION;
    }
}
