package dev.shaduf.trials.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.spi.json.Json;

import org.junit.jupiter.api.Test;

import java.util.List;

/** Files with several problems each: none of them hides another. */
class WrongProjectTest extends AtAcme {

    private List<String> problems() {
        Json found = shell.type("check", "--json").document().get("problems");
        return found instanceof Json.Arr(List<Json> items)
                ? items.stream().map(WrongProjectTest::named).toList()
                : List.of();
    }

    private static String named(Json problem) {
        return Shell.Answer.at(problem, "file")
                + ":"
                + Shell.Answer.at(problem, "line")
                + " "
                + Shell.Answer.at(problem, "code");
    }

    @Test
    void everyWrongSettingOfADestinationIsNamed() {
        shell.file(
                "destinations/crm.yml",
                """
                type: http
                base_url: not an address
                objects:
                  contacts:
                    upsert:
                      method: PSOT
                      path: '/contacts/{{ row.email | urlencode }}'
                      body: '{{ rows | jsn }}'
                """);

        assertThat(problems())
                .containsExactly(
                        "destinations/crm.yml:2 wrong_setting",
                        "destinations/crm.yml:6 wrong_type",
                        "destinations/crm.yml:7 bad_template",
                        "destinations/crm.yml:8 bad_template");
    }

    @Test
    void wrongKeyOfASyncDoesNotHideThatItsObjectIsWrong() {
        shell.file("destinations/exports.yml", "type: files\npath: out\n")
                .file(
                        "syncs/contacts.yml",
                        "from: people\nto: exports\nobject: a.cvs\nmode: upsert\nlimt: 3\n");

        assertThat(problems())
                .containsExactly(
                        "syncs/contacts.yml:3 wrong_setting", "syncs/contacts.yml:5 unknown_key");
    }

    @Test
    void typeOfAColumnThatDoesNotExistIsAMistakeOfTheFile() {
        shell.file(
                "sources/files.yml",
                "type: files\ntables: {people: {path: data/people.csv, columns: {id: texxt}}}\n");

        Shell.Answer check = shell.type("check", "--json");

        assertThat(check.exit()).isEqualTo(2);
        assertThat(check.at("problems.0.line")).isEqualTo("2");
        assertThat(check.at("problems.0.message")).contains("decimal(12,2)", "not 'texxt'");
    }
}
