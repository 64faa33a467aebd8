package dev.shaduf.trials.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.trials.commands.Shell.Answer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests of models: what a person reads of those that do not hold. */
class TestedModelsTest extends AtAcme {

    @BeforeEach
    void twoRowsThatAreWrong() {
        shell.file(
                "data/people.csv",
                """
                id,email,first_name
                1,,Ada
                2,li@example.com,Li
                2,bo@example.com,Bo
                """);
        shell.file(
                "sources/files.yml",
                """
                type: files
                tables: {people: {path: data/people.csv}}
                """);
    }

    private void tests(String tests) {
        shell.file(
                "models/people.yml",
                """
                key: id
                sql: select id, email, first_name from {{ source('files', 'people') }}
                tests:
                %s\
                """
                        .formatted(tests.indent(2)));
    }

    @Test
    void eachFailedTestIsToldWithItsOwnRows() {
        tests("- {unique: id}\n- {not_null: email}");

        Answer run = shell.type("run");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out())
                .contains(
                        """
                        people  fails unique id: 2 rows have a value that occurs more than once: id.
                            id 2, email "li@example.com", first_name "Li"
                            id 2, email "bo@example.com", first_name "Bo"
                        people  fails not_null email: 1 row has no value: email.
                            id 1, email null, first_name "Ada"
                        """);
    }

    @Test
    void aWarningShowsItsRowsToo() {
        tests("- {not_null: email, severity: warn}\n- {not_null: id}");

        Answer run = shell.type("run", "--no-deliver");

        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains(
                        """
                        people  warning not_null email: 1 row has no value: email.
                            id 1, email null, first_name "Ada"
                        """)
                .contains("tests 1 of 2");
    }

    @Test
    void columnsThatTestsNameAndTheModelLacksAreToldByConnectingAll() {
        shell.type("run", "--no-deliver");
        tests("- {unique: idd}\n- {accepted_values: {column: emial, values: [x]}}");

        Answer check = shell.type("check", "--connect", "--json");

        assertThat(check.exit()).isEqualTo(1);
        assertThat(check.at("problems.0.message"))
                .isEqualTo("a test names the column 'idd', which people does not have");
        assertThat(check.at("problems.0.line")).isEqualTo("4");
        assertThat(check.at("problems.1.line")).isEqualTo("5");
        assertThat(check.at("problems.1.fix")).contains("email");
    }
}
