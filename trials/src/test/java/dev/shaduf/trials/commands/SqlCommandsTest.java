package dev.shaduf.trials.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.trials.commands.Shell.Answer;

import org.junit.jupiter.api.Test;

import java.util.List;

/** SQL that people write, in models and on the command line. */
class SqlCommandsTest extends AtAcme {

    @Test
    void sqlThatIsNotOneReadOnlyQueryIsNamedWithTheOtherProblems() {
        shell.file("models/gone.yml", "key: id\nsql: |\n  -- all\n  delete from t\n")
                .file("models/two.yml", "key: id\n")
                .file("models/two.sql", "select 1 as id;\nselect 2 as id\n")
                .file("models/typo.yml", "key: id\nsql: selec 1\n")
                .file("syncs/contacts.yml", "from: nobody\nto: crm\nobject: a\nmode: upsert\n");

        Answer check = shell.type("check", "--json");

        assertThat(check.exit()).isEqualTo(2);
        assertThat(check.at("problems.0.file")).isEqualTo("models/gone.yml");
        assertThat(check.at("problems.0.line")).isEqualTo("4");
        assertThat(check.at("problems.0.code")).isEqualTo("not_one_query");
        assertThat(check.at("problems.1.file")).isEqualTo("models/two.sql");
        assertThat(check.at("problems.2.file")).isEqualTo("models/typo.yml");
        assertThat(check.at("problems.2.line")).isEqualTo("2");
        assertThat(check.at("problems.3.code")).isEqualTo("dangling_reference");
    }

    @Test
    void sqlThatFailsHalfWayIsToldAsTheModels() {
        shell.file(
                "models/people.yml",
                """
                key: id
                sql: |
                  select id, email, first_name, count(*) over () as n from
                    {{ source('files', 'people') }} where cast(first_name as integer) > 0
                """);

        for (String command : List.of("run", "sync contacts")) {
            Answer answer = shell.type((command + " --json").split(" "));
            assertThat(answer.at("syncs.0.error.code")).isEqualTo("WRONG_SQL");
            assertThat(answer.at("syncs.0.error.message"))
                    .startsWith("models/people.yml")
                    .contains("the SQL of 'people' failed while its rows were read. Conversion")
                    .doesNotContain("shaduf_");
            assertThat(answer.at("syncs.0.error.fix")).contains("shaduf explain people");
        }
        assertThat(shell.type("preview", "people").error())
                .contains("models/people.yml")
                .contains("the SQL of 'people' failed while its rows were read. Conversion")
                .contains("shaduf explain people");
        assertThat(shell.type("preview", "people", "--where", "nme = 1").error())
                .contains("nme")
                .doesNotContain("models/people.yml");
    }

    @Test
    void queryPrintsCanonicalValues() {
        String sql = "select 1.50 as n, null as nothing, '' as blank, 'a,\"b' as text;";

        assertThat(shell.type("query", "--csv", sql).out())
                .isEqualTo("n,nothing,blank,text\n1.5,,\"\",\"a,\"\"b\"\n");
        assertThat(shell.type("query", "--json", sql).out())
                .isEqualTo("{\"n\":1.5,\"nothing\":null,\"blank\":\"\",\"text\":\"a,\\\"b\"}\n");
    }

    @Test
    void queryCannotWrite() {
        shell.type("run");

        assertThat(shell.type("query", "drop table files.people").exit()).isNotZero();
        assertThat(shell.type("query", "select 1; drop table files.people").exit()).isNotZero();
        assertThat(shell.type("query", "select 1) q; drop table files.people; select (1").exit())
                .isNotZero();
        assertThat(shell.type("query", "--csv", "select count(*) as n from files.people").out())
                .isEqualTo("n\n3\n");
    }

    @Test
    void queryOnlyReads() {
        for (String sql : List.of("drop table x", "select 1; select 2", "", "insert into x")) {
            Answer query = shell.type("query", sql);

            assertThat(query.exit()).as(sql).isEqualTo(2);
            assertThat(query.error()).as(sql).contains("only reads").contains("one statement");
        }
        assertThat(shell.type("query", "--csv", "select ';' as n; ;").out()).isEqualTo("n\n;\n");
    }

    @Test
    void sqlThatTheWarehouseDoesNotTakeIsAWrongCommandLine() {
        shell.type("run", "files");

        assertThat(shell.type("query", "select nme from files.people").exit()).isEqualTo(2);
        assertThat(shell.type("preview", "people", "--where", "nme = 1").exit()).isEqualTo(2);
        assertThat(shell.type("query", "select cast(email as int) from files.people").exit())
                .isEqualTo(1);
    }

    @Test
    void previewShowsRowsOfModelsAndTables() {
        shell.type("run", "files");

        assertThat(shell.type("preview", "people", "--where", "id = 2", "--json").out())
                .isEqualTo("{\"id\":2,\"email\":\"li@example.com\",\"first_name\":\"Li\"}\n");
        assertThat(shell.type("preview", "files.people", "--limit", "1", "--json").rows())
                .hasSize(1);
    }
}
