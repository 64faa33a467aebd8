package dev.shaduf.trials.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.sql.Type.Kind;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.spi.warehouse.Warehouse;
import dev.shaduf.testkit.warehouse.DialectKit;
import dev.shaduf.testkit.warehouse.Sample;
import dev.shaduf.testkit.warehouse.ValuesKit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

class PostgresValuesTest implements ValuesKit, DialectKit {

    private static @Nullable Warehouse warehouse;

    @BeforeAll
    static void open() throws SQLException {
        warehouse = Warehouses.empty();
    }

    @AfterAll
    static void close() {
        if (warehouse != null) {
            warehouse.close();
        }
    }

    @Override
    public Warehouse warehouse() {
        return Objects.requireNonNull(warehouse);
    }

    @Override
    public List<Sample> ownSamples() {
        return List.of(
                sample(
                        Kind.DECIMAL,
                        "123456789012345678901234567890.5000::numeric",
                        "123456789012345678901234567890.5",
                        "123456789012345678901234567890.5"),
                sample(Kind.DECIMAL, "1e30::numeric", "1" + "0".repeat(30), "1" + "0".repeat(30)),
                sample(Kind.TEXT, "'ab '::char(3)", "\"ab\"", "ab"),
                sample(Kind.BINARY, "'\\x00ff6162'::bytea", "\"AP9hYg==\"", "AP9hYg=="),
                sample(
                        Kind.BINARY,
                        "decode(repeat('00', 90), 'hex')",
                        '"' + "A".repeat(120) + '"',
                        "A".repeat(120)),
                sample(Kind.OTHER, "interval '1 day'", "\"1 day\"", "1 day"),
                sample(Kind.OTHER, "int4range(1, 3)", "\"[1,3)\"", "[1,3)"),
                sample(Kind.OTHER, "'127.0.0.1'::inet", "\"127.0.0.1\"", "127.0.0.1"),
                json("'{\"b\":1.50,\"a\":\"x\"}'::jsonb", "{\"a\": \"x\", \"b\": 1.50}"),
                json(
                        "'{\"n\": 12345678901234567890.123,\n\"m\":1}'::json",
                        "{\"n\": 12345678901234567890.123, \"m\":1}"),
                json("ARRAY[1, NULL, 3]", "[1,null,3]"),
                json("ARRAY['a', 'b\"c']", "[\"a\",\"b\\\"c\"]"),
                json("ARRAY[1.50, NULL, 2.0]", "[1.5,null,2]"),
                json("ARRAY['NaN', 0.1, '1e6']::float8[]", "[null,0.1,1000000]"),
                json(
                        "ARRAY['2026-11-21 08:14:03.5+01']::timestamptz[]",
                        "[\"2026-11-21T07:14:03.5Z\"]"),
                json("ARRAY['\\x00ff6162'::bytea]", "[\"AP9hYg==\"]"),
                json("ARRAY[[1.5, 2], [3, 4]]", "[[1.5,2],[3,4]]"),
                json("'{\"a\":{}}'::json", "{\"a\":{}}"),
                json("'{\"a\":[]}'::json", "{\"a\":[]}"));
    }

    @Test
    void numericNanIsNullAndCounted() {
        try (Session session = warehouse().open()) {
            Type numeric = Type.of(Kind.DECIMAL, "numeric");
            String sql =
                    "SELECT "
                            + session.dialect().json("v", numeric)
                            + ", "
                            + session.dialect().notFinite("v", numeric)
                            + " FROM (SELECT 'NaN'::numeric AS v) t";
            try (RowStream rows = session.rows(Sql.of(sql))) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.text(0)).isEqualTo("null");
                assertThat(rows.flag(1)).isTrue();
            }
        }
    }

    @Test
    void enumsAndDomainsAreTheirText() {
        try (Session session = warehouse().open()) {
            session.execute(Sql.of("CREATE TYPE mood AS ENUM ('ok', 'so so')"));
            session.execute(Sql.of("CREATE DOMAIN mail AS varchar(100)"));
            Sql query = Sql.of("SELECT 'so so'::mood AS m, 'a@b'::mail AS d, '{ok}'::mood[] AS l");
            assertThat(session.describe(query).stream().map(c -> c.type().kind()))
                    .containsExactly(Kind.TEXT, Kind.TEXT, Kind.JSON);
        }
    }

    @Test
    void questionMarksAreOperatorsWhereNothingIsBound() {
        try (Session session = warehouse().open()) {
            Sql query = Sql.of("SELECT '{\"a\":1}'::jsonb ? 'a' AS has, '?' AS mark");
            assertThat(session.describe(query)).hasSize(2);
            try (RowStream rows = session.rows(query)) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.flag(0)).isTrue();
                assertThat(rows.text(1)).isEqualTo("?");
            }
        }
    }

    private static Sample sample(Kind kind, String sql, String json, String text) {
        return new Sample(kind, sql, json, text);
    }

    private static Sample json(String sql, String json) {
        return new Sample(Kind.JSON, sql, json, json);
    }
}
