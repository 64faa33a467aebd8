package dev.shaduf.trials.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.trials.commands.Shell.Answer;

import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A sync that names fields which a tool's object does not have. */
class UnknownFieldsTest extends AtAcme {

    @Test
    void checkNamesThemBeforeARunDoes() throws SQLException {
        String file = directory.resolve("out.duckdb").toString();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE people (id BIGINT, email VARCHAR)");
        }
        shell.file("destinations/db.yml", "type: duckdb\npath: out.duckdb\n")
                .file(
                        "syncs/people.yml",
                        "from: people\nto: db\nobject: people\nmode: upsert\n"
                                + "match: {id: id}\nfields: {mail: email}\n");
        shell.type("run", "files");

        Answer check = shell.type("check", "--connect", "--json");

        assertThat(check.at("valid")).isEqualTo("false");
        assertThat(check.at("problems.0.file")).isEqualTo("syncs/people.yml");
        assertThat(check.at("problems.0.message")).contains("has no field 'mail'");
        assertThat(check.at("problems.0.fix")).contains("id, email");
    }
}
