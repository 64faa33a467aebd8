package dev.shaduf.engine.project;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.List;

/** JSON Schemas in tracking plans. */
class PlanSchemasTest {

    @TempDir Path root;

    private Projects.Reading read(String schema) {
        return new Example(root)
                .file(
                        "tracking_plans/shop.yml",
                        "events:\n  Order Completed:\n    properties: " + schema + "\n")
                .read();
    }

    @Test
    void theWordsOfJsonSchemaAreTaken() {
        Projects.Reading reading =
                read(
                        "{type: object, required: [id], properties: {id: {type: [string, integer]},"
                                + " total: {$ref: '#/$defs/money'}, any: true, list: {items: {type:"
                                + " string}}, pair: {items: [{const: 1}, true]}},"
                                + " patternProperties: {'^x_': {enum: [a, 1, null]}},"
                                + " additionalProperties: false, $defs: {money: {type: number,"
                                + " exclusiveMinimum: 0.5}}}");

        assertThat(reading).isInstanceOf(Projects.Reading.Good.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {requried: [id]}                        | did you mean 'required'?
                    {properties: {id: {type: strng}}}       | did you mean 'string'?
                    {properties: {id: {pattern: '('}}}      | ( is no regular expression
                    {patternProperties: {'(': true}}        | ( is no regular expression
                    {properties: {id: {$ref: '#/$defs/x'}}} | put it under '$defs:'
                    {properties: {id: {minLength: -1}}}     | minLength must be a whole number
                    {allOf: [{properties: {id: {format: e-mail}}}]} | did you mean 'email'?
                    """)
    void whatIsNoSchemaIsReportedWhereItStands(String schema, String says) {
        Projects.Reading reading = read(schema);

        assertThat(reading).isInstanceOf(Projects.Reading.Bad.class);
        List<Problem> problems = ((Projects.Reading.Bad) reading).problems();
        assertThat(problems).hasSize(1);
        assertThat(
                        (problems.getFirst().message() + " " + problems.getFirst().fix())
                                .replace("'", ""))
                .contains(says.replace("'", ""));
        assertThat(problems.getFirst().line()).isEqualTo(3);
    }
}
