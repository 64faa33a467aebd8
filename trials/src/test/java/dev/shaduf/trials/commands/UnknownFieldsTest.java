package dev.shaduf.trials.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.trials.commands.Shell.Answer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A sync that names a table, or fields of one, which its database does not have. */
class UnknownFieldsTest extends AtAcme {

    @BeforeEach
    void tableOfPeople() throws SQLException {
        String file = directory.resolve("out.duckdb").toString();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE people (id BIGINT, email VARCHAR)");
        }
        shell.file("destinations/db.yml", "type: duckdb\npath: out.duckdb\n");
        shell.type("run", "files");
    }

    @Test
    void checkNamesThemBeforeARunDoes() {
        sync("people", "match: {id: id}\nfields: {mail: email}\n");

        Answer check = shell.type("check", "--connect", "--json");

        assertThat(check.at("valid")).isEqualTo("false");
        assertThat(check.at("problems.0.file")).isEqualTo("syncs/people.yml");
        assertThat(check.at("problems.0.message")).contains("has no field 'mail'");
        assertThat(check.at("problems.0.fix")).contains("id, email");
    }

    @Test
    void checkNamesATableThatIsNotThere() {
        sync("persons", "");

        Answer check = shell.type("check", "--connect", "--json");

        assertThat(check.exit()).isEqualTo(1);
        assertThat(check.at("problems.0.file")).isEqualTo("syncs/people.yml");
        assertThat(check.at("problems.0.message")).contains("There is no table main.persons");
        assertThat(check.at("problems.0.fix")).contains("create: true");
    }

    @Test
    void tableThatASyncMakesIsMissedByNobody() {
        sync("persons", "create: true\n");

        assertThat(shell.type("check", "--connect").exit()).isZero();
    }

    private void sync(String object, String more) {
        shell.file(
                "syncs/people.yml",
                "from: people\nto: db\nobject: " + object + "\nmode: upsert\n" + more);
    }
}
