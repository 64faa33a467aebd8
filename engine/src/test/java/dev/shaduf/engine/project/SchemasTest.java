package dev.shaduf.engine.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.engine.yaml.Findings;
import dev.shaduf.engine.yaml.Shapes;
import dev.shaduf.engine.yaml.Tree;
import dev.shaduf.engine.yaml.Trees;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Shape;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Objects;

class SchemasTest {

    @Test
    void everyKindHasSchema() {
        assertThat(Schemas.kinds())
                .containsExactly(
                        "project",
                        "source",
                        "model",
                        "entity",
                        "trait",
                        "destination",
                        "sync",
                        "tracking_plan")
                .allSatisfy(kind ->
                        assertThat(Schemas.of(kind, Example.CATALOG).get("$schema"))
                                .isEqualTo(
                                        Json.of("https://json-schema.org/draft/2020-12/schema")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "project | {name: acme, warehouse: {type: duckdb, path: x}, load: {rows: 5}}",
                "project | {deliver: off, max_row: 16 MiB, log: {retention: 7 days}}",
                "project | {warehouse: {path: ${HOME}}}",
                "source | {type: files, tables: {a: {path: x, key: [a, b]}}}",
                "source | {type: warehouse, schema: public, tables: {users: {}, orders: null}}",
                "model | {key: id, sql: select 1, tests: [{unique: id, severity: warn}]}",
                "destination | {type: http, base_url: x, rate: 9 per second, concurrency: 4}",
                "destination | {type: http, base_url: x, concurrency: \"${N}\", tags: [a]}",
                "sync | {from: a, to: b, object: c, mode: upsert, match: {e: e}, guard: off}",
                "sync | {from: a, to: b, object: c, mode: upsert, guard: {removed: 5%, empty:"
                        + " off}}",
                "sync | {from: a, to: b, object: c, mode: upsert, schedule: {cron: 0 6 * * 1-5}}",
                "sync | {from: a, to: b, object: c, mode: upsert, fields: {x: y, z: {value: [1]}}}",
                "sync | {from: a, to: b, object: c, mode: mirror, fields: {x: {fields: {a: {list:"
                        + " [b]}}}}}"
            })
    void goodFileFitsItsSchema(String kind, String yaml) {
        assertThat(new SchemaCheck(Schemas.of(kind, Example.CATALOG)).fits(json(yaml))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "project | {nam: acme}",
                "project | {warehouse: {type: nothing}}",
                "project | {load: {rows: many}}",
                "project | {load: {every: 5 minutes, evry: 1}}",
                "source | {tables: {}}",
                "source | {type: files, tables: {a: {pth: x}}}",
                "model | {sql: select 1}",
                "model | {key: id, tests: [{unique: id, not_null: id}]}",
                "destination | {type: http}",
                "destination | {type: http, base_url: x, concurrency: 0}",
                "sync | {from: a, to: b, object: c}",
                "sync | {from: a, to: b, object: c, mode: upsrt}",
                "sync | {from: a, to: b, object: c, mode: upsert, fields: {x: {column: a, value:"
                        + " 1}}}",
                "sync | {from: a, to: b, object: c, mode: upsert, schedule: every moon}"
            })
    void badFileDoesNot(String kind, String yaml) {
        assertThat(new SchemaCheck(Schemas.of(kind, Example.CATALOG)).fits(json(yaml))).isFalse();
    }

    @Test
    void secretSettingsAreWriteOnly() {
        assertThat(Schemas.of("destination", Example.CATALOG).toString())
                .contains(
                        "\"bearer\":{\"type\":[\"string\",\"number\",\"boolean\"],"
                                + "\"description\":\"A token.\",\"writeOnly\":true}");
    }

    private static Json json(String yaml) {
        Findings findings = new Findings();
        Tree tree = Objects.requireNonNull(Trees.read("x.yml", quoted(yaml), findings));
        Json json = Objects.requireNonNull(Shapes.check(tree, new Shape.Anything(), "x", findings));
        assertThat(findings.list()).isEqualTo(List.of());
        return json;
    }

    private static String quoted(String yaml) {
        return yaml.replace("${HOME}", "\"${HOME}\"");
    }
}
