package dev.shaduf.warehouse.duckdb;

import dev.shaduf.spi.sql.Type.Kind;
import dev.shaduf.spi.warehouse.Warehouse;
import dev.shaduf.testkit.warehouse.DialectKit;
import dev.shaduf.testkit.warehouse.Sample;
import dev.shaduf.testkit.warehouse.ValuesKit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

class DuckDbValuesTest implements ValuesKit, DialectKit {

    @TempDir static Path directory;
    private static Warehouse warehouse;

    @BeforeAll
    static void open() {
        warehouse = DuckDbs.inMemory(directory);
    }

    @AfterAll
    static void close() {
        warehouse.close();
    }

    @Override
    public Warehouse warehouse() {
        return warehouse;
    }

    @Override
    public List<Sample> ownSamples() {
        String struct =
                """
                {'a': 1.50::DECIMAL(9,2), 'it''s "b"': 'nan'::DOUBLE, \
                'c d': [TIMESTAMP '2026-11-21 07:14:03.5', NULL]}\
                """;
        return List.of(
                integer("-170141183460469231731687303715884105728", "HUGEINT"),
                integer("18446744073709551615", "UBIGINT"),
                integer("340282366920938463463374607431768211455", "UHUGEINT"),
                integer("255", "UTINYINT"),
                sample(Kind.TEXT, "'a''b'::ENUM('x', 'a''b')", "\"a'b\"", "a'b"),
                sample(Kind.TEXT, "'x' || chr(0) || 'y'", "\"x\\u0000y\"", "x\0y"),
                sample(Kind.BINARY, "'\\x00\\xFFab'::BLOB", "\"AP9hYg==\"", "AP9hYg=="),
                sample(Kind.BINARY, "''::BLOB", "\"\"", ""),
                sample(
                        Kind.TIMESTAMP,
                        "'2026-11-21 07:14:05.123456789'::TIMESTAMP_NS",
                        "\"2026-11-21T07:14:05.123457Z\"",
                        "2026-11-21T07:14:05.123457Z"),
                sample(
                        Kind.TIMESTAMP,
                        "'2026-11-21 07:14:06'::TIMESTAMP_S",
                        "\"2026-11-21T07:14:06Z\"",
                        "2026-11-21T07:14:06Z"),
                sample(Kind.OTHER, "INTERVAL 1 DAY", "\"1 day\"", "1 day"),
                json("[1, NULL, 3]", "[1,null,3]"),
                json("['1.0', 'nan', '0.1']::DOUBLE[]", "[1,null,0.1]"),
                json("[0.5, 0.1]::FLOAT[2]", "[0.5,0.1]"),
                json("{'a': 'x', 'b': {'c': true}}", "{\"a\":\"x\",\"b\":{\"c\":true}}"),
                json(
                        struct,
                        "{\"a\":1.5,\"it's \\\"b\\\"\":null,"
                                + "\"c d\":[\"2026-11-21T07:14:03.5Z\",null]}"),
                json("MAP {'k': 1, 'l': 2}", "{\"k\":1,\"l\":2}"),
                json("MAP {1: 1.10::DECIMAL(9,2)}", "{\"1\":1.1}"),
                json(
                        "'{\"n\": 12345678901234567890.123}'::JSON",
                        "{\"n\": 12345678901234567890.123}"),
                json("' { \"b\" : [ 1 ] } '::JSON", "{\"b\":[1]}"));
    }

    private static Sample integer(String digits, String type) {
        return new Sample(Kind.INTEGER, "'" + digits + "'::" + type, digits, digits);
    }

    private static Sample sample(Kind kind, String sql, String json, String text) {
        return new Sample(kind, sql, json, text);
    }

    private static Sample json(String sql, String json) {
        return new Sample(Kind.JSON, sql, json, json);
    }
}
