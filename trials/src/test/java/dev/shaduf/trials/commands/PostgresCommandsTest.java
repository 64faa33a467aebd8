package dev.shaduf.trials.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.demo.crm.StandInCrm;
import dev.shaduf.trials.PostgresServer;
import dev.shaduf.trials.commands.Shell.Answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

class PostgresCommandsTest {

    @TempDir Path directory;

    @Test
    void sameProjectRunsOnPostgres() throws SQLException {
        try (StandInCrm crm = crm()) {
            Shell shell = on(PostgresServer.database().url(), Acme.in(directory, crm));

            assertThat(shell.type("check", "--connect").exit()).isZero();
            assertThat(shell.type("plan", "--json").at("syncs.0.planned.added")).isEqualTo("3");
            Answer run = shell.type("run", "--json");
            assertThat(run.exit()).as(run.out() + run.error()).isEqualTo(1);
            assertThat(run.at("syncs.0.delivered.added")).isEqualTo("2");
            assertThat(shell.type("rejected", "contacts", "--json").rows()).hasSize(1);
            assertThat(shell.type("sync", "contacts", "--row", "3").out())
                    .contains("\"not an address\"");
            assertThat(shell.type("runs", "1").out()).contains("email is not valid");
            assertThat(shell.type("preview", "people", "--where", "id = 1", "--json").out())
                    .contains("\"ada@example.com\"");
            assertThat(shell.type("query", "--csv", "select 1.50 as n, null as x").out())
                    .isEqualTo("n,x\n1.5,\n");
            assertThat(shell.type("query", "drop table files.people").exit()).isNotZero();
        }
    }

    @Test
    void missingRightIsNamedWithItsGrant() throws SQLException {
        PostgresServer.Database database = PostgresServer.database();
        try (Connection connection = DriverManager.getConnection(database.url());
                Statement statement = connection.createStatement();
                StandInCrm crm = crm()) {
            statement.execute("CREATE ROLE reader_" + database.name() + " LOGIN");
            String url = database.url().replace("user=postgres", "user=reader_" + database.name());
            Shell shell = on(url, Acme.in(directory, crm));

            Answer check = shell.type("check", "--connect");

            assertThat(check.exit()).isEqualTo(1);
            assertThat(check.out()).contains("GRANT CREATE ON DATABASE \"" + database.name());
        }
    }

    @Test
    void whatMayOnlyBeReadIsOnlyRead() throws SQLException {
        PostgresServer.Database database = PostgresServer.database();
        String reader = "reader_" + database.name();
        try (Connection connection = DriverManager.getConnection(database.url());
                Statement statement = connection.createStatement();
                StandInCrm crm = crm()) {
            statement.execute("CREATE ROLE " + reader + " LOGIN");
            statement.execute("REVOKE TEMPORARY ON DATABASE " + database.name() + " FROM PUBLIC");
            statement.execute("CREATE TABLE people (id bigint, email text, first_name text)");
            statement.execute("INSERT INTO people VALUES (1, 'ada@example.com', 'Ada')");
            statement.execute("GRANT SELECT ON people TO " + reader);
            Shell shell =
                    Acme.in(directory, crm)
                            .remove("sources/files.yml")
                            .file(
                                    "sources/app.yml",
                                    "type: warehouse\nschema: public\n" + "tables: {people: {}}\n")
                            .file("models/people.yml", "key: id\ntable: app.people\n");
            String url = database.url().replace("user=postgres", "user=" + reader);
            on(url, shell, "sync_state: local\n");

            assertThat(shell.type("check", "--connect").exit()).isZero();
            Answer run = shell.type("run", "--json");

            assertThat(run.exit()).as(run.out() + run.error()).isZero();
            assertThat(run.at("syncs.0.delivered.added")).isEqualTo("1");
            assertThat(shell.type("plan", "--json").at("syncs.0.unchanged")).isEqualTo("1");
            assertThat(
                            shell.type(
                                            "query",
                                            "--local",
                                            "--csv",
                                            "select status from shaduf.sync_runs")
                                    .out())
                    .isEqualTo("status\nsucceeded\n");
            assertThat(shell.type("query", "--local", "select sync from sync_runs").exit())
                    .isZero();
            shell.file("models/people.yml", "key: id\ntable: app.people\nmaterialize: table\n");
            assertThat(shell.type("run").out())
                    .contains("'materialize' of people writes to the warehouse, and may not")
                    .contains("shaduf check --connect");
        }
    }

    @Test
    void tablesOfASourceThatAreNotThereAreNamedAndItIsNoMatterOfReach() throws SQLException {
        PostgresServer.Database database = PostgresServer.database();
        try (Connection connection = DriverManager.getConnection(database.url());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE people (id bigint)");
        }
        Shell shell =
                new Shell(directory)
                        .file("shaduf.yml", "name: acme\n")
                        .file(
                                "sources/shop.yml",
                                "type: postgres\nurl: "
                                        + database.url()
                                        + "\ntables:\n"
                                        + "  people: {key: id}\n"
                                        + "  persons: {key: id}\n"
                                        + "  changed: {from: people, key: id, cursor: at}\n");

        Answer check = shell.type("check", "--connect");

        assertThat(check.exit()).isEqualTo(1);
        assertThat(check.out())
                .containsPattern("shop.people +ok")
                .contains("relation \"persons\" does not exist", "column \"at\" does not exist");
        assertThat(shell.type("run").exit()).isEqualTo(1);
    }

    @Test
    void whatEntitiesNeedIsSaidAndNoMore() throws SQLException {
        PostgresServer.Database database = PostgresServer.database();
        String reader = "writer_" + database.name();
        try (Connection connection = DriverManager.getConnection(database.url());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + reader + " LOGIN");
            statement.execute("REVOKE TEMPORARY ON DATABASE " + database.name() + " FROM PUBLIC");
            statement.execute("CREATE TABLE people (id bigint, email text)");
            statement.execute("GRANT SELECT ON people TO " + reader);
            Shell shell =
                    new Shell(directory)
                            .file(
                                    "sources/app.yml",
                                    "type: warehouse\nschema: public\ntables: {people: {}}\n")
                            .file(
                                    "entities/person.yml",
                                    "records: [{from: app.people, key: id, identifiers: {email:"
                                            + " email}}]\n");
            String url = database.url().replace("user=postgres", "user=" + reader);
            on(url, shell, "sync_state: local\n");

            assertThat(shell.type("run").out())
                    .contains("The entity person writes to the warehouse, and may not");
            Answer check = shell.type("check", "--connect");
            assertThat(check.exit()).isEqualTo(1);
            assertThat(check.out() + check.error())
                    .contains("GRANT CREATE ON DATABASE", "GRANT TEMPORARY ON DATABASE");
            statement.execute("CREATE SCHEMA shaduf");
            check = shell.type("check", "--connect");
            assertThat(check.out() + check.error())
                    .contains("GRANT USAGE, CREATE ON SCHEMA \"shaduf\"");
            statement.execute("GRANT USAGE, CREATE ON SCHEMA shaduf TO " + reader);
            statement.execute("GRANT TEMPORARY ON DATABASE " + database.name() + " TO " + reader);
            assertThat(shell.type("check", "--connect").exit()).isZero();
            assertThat(shell.type("run").exit()).isZero();
        }
    }

    @Test
    void profilesThatAnotherMachineIsMakingAreLeftToIt() throws SQLException {
        PostgresServer.Database database = PostgresServer.database();
        try (Connection connection = DriverManager.getConnection(database.url());
                Statement statement = connection.createStatement();
                StandInCrm crm = crm()) {
            Shell shell =
                    on(database.url(), Acme.in(directory, crm))
                            .file(
                                    "entities/person.yml",
                                    "records: [{from: files.people, key: id, identifiers: {email:"
                                            + " email}}]\n");
            assertThat(shell.type("run", "files", "person").exit()).isZero();
            statement.execute(
                    "INSERT INTO shaduf.entity_leases VALUES ('person', 'token', 'elsewhere', 17,"
                            + " current_timestamp)");

            Answer run = shell.type("run", "person", "--json");

            assertThat(run.exit()).as(run.out() + run.error()).isEqualTo(3);
            assertThat(run.at("nodes.0.error.message")).contains("elsewhere (process 17)");
            statement.execute("DELETE FROM shaduf.entity_leases");
            assertThat(shell.type("run", "person").exit()).isZero();
        }
    }

    @Test
    void numbersThatAreNotNumbersAreCountedAndNoKeys() throws SQLException {
        try (StandInCrm crm = crm()) {
            Shell shell =
                    on(PostgresServer.database().url(), Acme.in(directory, crm))
                            .file(
                                    "models/people.yml",
                                    """
                                    key: id
                                    sql: |
                                      select v as id, 'x' || v || '@example.com' as email,
                                        'NaN'::numeric as first_name
                                      from (values (1.5), ('NaN'::numeric)) t(v)
                                    """);

            Answer plan = shell.type("plan", "contacts", "--json");

            assertThat(plan.at("syncs.0.invalid.bad_value")).isEqualTo("1");
            assertThat(plan.at("syncs.0.notes.0")).startsWith("2 values are NaN or infinite");
        }
    }

    private static StandInCrm crm() {
        return StandInCrm.start(new StandInCrm.Settings(0, "demo-token", 1000, Duration.ZERO));
    }

    private static Shell on(String url, Shell shell) {
        return on(url, shell, "");
    }

    private static Shell on(String url, Shell shell, String more) {
        return shell.file(
                "shaduf.yml",
                "name: acme\nwarehouse: {type: postgres, url: \"%s\"}\n%s".formatted(url, more));
    }
}
