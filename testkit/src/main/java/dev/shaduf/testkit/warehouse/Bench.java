package dev.shaduf.testkit.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** One value as a column of a session's query, and what the dialect makes of it. */
final class Bench {

    private final Session session;
    private final String from;
    private final Type type;

    Bench(Session session, String sql) {
        this.session = session;
        this.from = " FROM (SELECT " + sql + " AS v) t";
        this.type = session.describe(Sql.of("SELECT v" + from)).getFirst().type();
    }

    Dialect dialect() {
        return session.dialect();
    }

    Type type() {
        return type;
    }

    /** The column. */
    String value() {
        return "t." + dialect().quote("v");
    }

    String json() {
        return dialect().json(value(), type);
    }

    String text() {
        return dialect().text(value(), type);
    }

    @Nullable String one(String expression) {
        return first(session, "SELECT " + expression + from);
    }

    static @Nullable String one(Session session, String expression) {
        return first(session, "SELECT " + expression);
    }

    private static @Nullable String first(Session session, String sql) {
        try (RowStream rows = session.rows(Sql.of(sql))) {
            assertThat(rows.next()).isTrue();
            return rows.text(0);
        }
    }

    /** The hash of the column. */
    String hash() {
        String formed = dialect().hashes().formed(value(), type);
        return String.valueOf(one(dialect().hashes().of(List.of(formed))));
    }

    /** The JSON object in which a snapshot keeps the value, after another with the same name. */
    String stored() {
        Dialect.Member other = new Dialect.Member("w", "'{\"v\":1}'");
        Dialect.Member own = new Dialect.Member("v", json());
        return String.valueOf(one(dialect().jsonObject(List.of(other, own))));
    }

    /** The hash of the value taken out of that object. */
    String hashOfStored() {
        String literal = "CAST('" + stored().replace("'", "''") + "' AS VARCHAR)";
        String text = dialect().jsonAt(literal, List.of("v"));
        String formed = dialect().hashes().formedFromText(text, dialect().hashes().form(type));
        return String.valueOf(one(session, dialect().hashes().of(List.of(formed))));
    }
}
