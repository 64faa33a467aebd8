package dev.shaduf.trials.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.trials.commands.Shell.Answer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;

/** A sync that names columns which its model does not have. */
class MissingColumnsTest extends AtAcme {

    private static final String NAMED =
            "people has no column 'emial' (syncs/contacts.yml:5:16), 'first_nme'"
                    + " (syncs/contacts.yml:7:9), 'zip' (syncs/contacts.yml:8:36)";

    @BeforeEach
    void nameColumnsThatAreNotThere() {
        shell.file(
                "syncs/contacts.yml",
                """
                from: people
                to: crm
                object: contacts
                mode: upsert
                match: {email: emial}
                fields:
                  name: first_nme
                  address: {fields: {city: {list: [zip, id]}}}
                """);
    }

    @Test
    void planAndRunNameAllOfThem() {
        for (String command : List.of("plan", "run")) {
            Answer answer = shell.type(command, "--json");
            assertThat(answer.at("syncs.0.error.code")).isEqualTo("NO_COLUMN");
            assertThat(answer.at("syncs.0.error.message")).contains(NAMED);
            assertThat(answer.at("syncs.0.error.fix"))
                    .contains("'emial': did you mean 'email'?")
                    .contains("'first_nme': did you mean 'first_name'?")
                    .endsWith("there are: email, first_name, id");
        }
    }

    @Test
    void checkNamesEachWhereItStandsOnceTheTablesAreThere() {
        shell.type("run", "files");
        crm.close();

        Answer check = shell.type("check", "--connect", "--json");

        assertThat(check.at("valid")).isEqualTo("false");
        assertThat(check.at("problems.0.line")).isEqualTo("5");
        assertThat(check.at("problems.0.column")).isEqualTo("16");
        assertThat(check.at("problems.0.message")).isEqualTo("people has no column 'emial'");
        assertThat(check.at("problems.0.fix")).isEqualTo("did you mean 'email'?");
        assertThat(check.at("problems.1.line")).isEqualTo("7");
        assertThat(check.at("problems.2.column")).isEqualTo("36");
        assertThat(shell.type("check", "--connect").out()).contains("(syncs/contacts.yml:7:9)");
    }

    @Test
    void templatesNameColumnsToo() {
        shell.file(
                "syncs/contacts.yml",
                """
                from: people
                to: crm
                object: contacts
                mode: upsert
                match: {email: email}
                fields:
                  first_name: {template: "{% assign x = First_Name %}{{ x }}{% if id == blank %}{% endif %}"}
                  address: {fields: {city: {template: "Dear {{ first_nme }}"}}}
                """);

        Answer plan = shell.type("plan", "--json");

        assertThat(plan.at("syncs.0.error.code")).isEqualTo("NO_COLUMN");
        assertThat(plan.at("syncs.0.error.message"))
                .contains("people has no column 'first_nme' (syncs/contacts.yml:8:39).");
        assertThat(plan.at("syncs.0.error.fix")).isEqualTo("did you mean 'first_name'?");
    }
}
