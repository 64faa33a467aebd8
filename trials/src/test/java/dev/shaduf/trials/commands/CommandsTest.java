package dev.shaduf.trials.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.delivery.Interrupt;
import dev.shaduf.trials.commands.Shell.Answer;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;

class CommandsTest extends AtAcme {

    @Test
    void planChangesNothing() {
        Answer plan = shell.type("plan", "--json");

        assertThat(plan.exit()).isZero();
        assertThat(plan.at("run_id")).isEqualTo("null");
        assertThat(plan.at("syncs.0.planned.added")).isEqualTo("3");
        assertThat(plan.at("syncs.0.samples.0.op_type")).isEqualTo("added");
        assertThat(crm.counts().requests()).isZero();
        assertThat(shell.type("query", "--csv", "select count(*) as n from duckdb_tables()").out())
                .isEqualTo("n\n0\n");
    }

    @Test
    void planShowsTheFirstRequestWithoutWhatProvesTheSender() {
        Answer plan = shell.type("plan", "--requests", "--json");

        assertThat(plan.exit()).isZero();
        assertThat(plan.at("syncs.0.request.method")).isEqualTo("POST");
        assertThat(plan.at("syncs.0.request.url")).isEqualTo(crm.url() + "/contacts");
        assertThat(plan.at("syncs.0.request.headers.Authorization")).isEqualTo("***");
        assertThat(plan.at("syncs.0.request.body"))
                .startsWith("{\"operation\":\"upsert\",\"rows\":[{\"key\":\"ada@example.com\"");
        assertThat(shell.type("plan", "--requests").out())
                .contains("first request  POST " + crm.url() + "/contacts")
                .doesNotContain("demo-token");
        assertThat(crm.counts().requests()).isZero();
    }

    @Test
    void changesMakePlanEndWithOneWhenAsked() {
        assertThat(shell.type("plan", "--exit-code").exit()).isEqualTo(1);
    }

    @Test
    void runGivesOneDocumentWhoseCountsAddUp() {
        Answer run = shell.type("run", "--json");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.at("run_id")).isEqualTo("1");
        assertThat(run.at("status")).isEqualTo("warning");
        assertThat(run.at("nodes.0.kind")).isEqualTo("source");
        assertThat(run.at("nodes.1.rows")).isEqualTo("3");
        assertThat(run.at("syncs.0.sync_run_id")).isEqualTo("1");
        assertThat(run.at("syncs.0.queried")).isEqualTo("3");
        assertThat(run.at("syncs.0.invalid.null_key")).isEqualTo("0");
        assertThat(run.at("syncs.0.delivered.added")).isEqualTo("2");
        assertThat(run.at("syncs.0.rejected.added")).isEqualTo("1");
        assertThat(run.at("syncs.0.error")).isEqualTo("null");
        assertThat(crm.counts().contacts()).isEqualTo(2);
    }

    @Test
    void secondRunSendsOnlyWhatIsLeft() {
        shell.type("run");
        shell.file(
                "data/people.csv",
                """
                id,email,first_name
                1,ada@example.com,Augusta
                2,li@example.com,Li
                3,bo@example.com,Bo
                """);

        Answer run = shell.type("run", "--json");

        assertThat(run.exit()).isZero();
        assertThat(run.at("run_id")).isEqualTo("2");
        assertThat(run.at("status")).isEqualTo("succeeded");
        assertThat(run.at("syncs.0.unchanged")).isEqualTo("1");
        assertThat(run.at("syncs.0.delivered.added")).isEqualTo("1");
        assertThat(run.at("syncs.0.delivered.changed")).isEqualTo("1");
    }

    @Test
    void unchangedFilesAreReadAgainOnlyInAFullRun() {
        shell.type("run", "files");

        assertThat(shell.type("run", "files").out()).contains("nothing changed");
        assertThat(shell.type("run", "files", "--full").out()).contains("1 file read");
    }

    @Test
    void rejectedRowsAreLinesOfJson() {
        shell.type("run");

        List<dev.shaduf.spi.json.Json.Obj> rows =
                shell.type("rejected", "contacts", "--json").rows();

        assertThat(rows).hasSize(1);
        assertThat(Answer.at(rows.getFirst(), "row_id")).isEqualTo("3");
        assertThat(Answer.at(rows.getFirst(), "op_type")).isEqualTo("added");
        assertThat(Answer.at(rows.getFirst(), "reason"))
                .isEqualTo("email is not valid: not an address");
        assertThat(Answer.at(rows.getFirst(), "fields.first_name")).isEqualTo("Bo");
    }

    @Test
    void ignoredRowIsInvalidUntilItIsRetried() {
        shell.type("run");

        assertThat(shell.type("rejected", "contacts", "--ignore", "3").exit()).isZero();
        Answer run = shell.type("run", "--json");
        assertThat(run.exit()).isZero();
        assertThat(run.at("syncs.0.invalid.ignored")).isEqualTo("1");

        Answer retry = shell.type("rejected", "contacts", "--retry", "--json");
        assertThat(retry.exit()).isEqualTo(1);
        assertThat(retry.at("syncs.0.rejected.added")).isEqualTo("1");
    }

    @Test
    void rowsThatAreSentAgainAsTheyWereAreToldSo() {
        shell.type("run");

        Answer plan = shell.type("sync", "contacts", "--full-resync", "--dry-run");

        assertThat(plan.out()).containsPattern("~ 1 +as it was, sent again");
    }

    @Test
    void dryRunSendsAndRemembersNothing() {
        Answer dry = shell.type("run", "--no-deliver", "--json");

        assertThat(dry.exit()).isZero();
        assertThat(dry.at("syncs.0.planned.added")).isEqualTo("3");
        assertThat(crm.counts().requests()).isZero();
        assertThat(shell.type("plan", "--json").at("syncs.0.planned.added")).isEqualTo("3");
    }

    @Test
    void variableSwitchesDeliveryOff() {
        shell.variable("SHADUF_DELIVER", "false").type("run");

        assertThat(crm.counts().requests()).isZero();
    }

    @Test
    void syncReadsWhatIsLoaded() {
        shell.type("run");
        shell.file("data/people.csv", "id,email,first_name\n9,new@example.com,New\n");

        assertThat(shell.type("sync", "contacts", "--json").at("syncs.0.queried")).isEqualTo("3");
    }

    @Test
    void sourceThatWasNeverLoadedIsNamedWithTheCommandThatLoadsIt() {
        Answer sync = shell.type("sync", "contacts");

        assertThat(sync.exit()).isEqualTo(1);
        assertThat(sync.out()).contains("shaduf run files");
    }

    @Test
    void failedTestSkipsWhatDependsOnTheModel() {
        shell.file(
                "models/people.yml",
                """
                key: id
                sql: select id, email, first_name from {{ source('files', 'people') }}
                tests: [{accepted_values: {column: first_name, values: [Ada]}}]
                """);

        Answer run = shell.type("run", "--json");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.at("status")).isEqualTo("failed");
        assertThat(run.at("nodes.1.status")).isEqualTo("failed");
        assertThat(run.at("nodes.1.error.code")).isEqualTo("TEST_FAILED");
        assertThat(run.at("nodes.2.status")).isEqualTo("skipped");
        assertThat(crm.counts().requests()).isZero();
    }

    @Test
    void warningOfATestStopsNothing() {
        shell.file(
                "models/people.yml",
                """
                key: id
                sql: >
                  select id, email, first_name from {{ source('files', 'people') }} where id < 3
                tests: [{accepted_values: {column: first_name, values: [Ada]}, severity: warn}]
                """);

        Answer run = shell.type("run", "--json");

        assertThat(run.exit()).isZero();
        assertThat(run.at("nodes.1.status")).isEqualTo("warning");
    }

    @Test
    void fileThatIsNotThereEndsWithThree() {
        shell.remove("data/people.csv");

        assertThat(shell.type("run").exit()).isEqualTo(3);
        assertThat(shell.type("plan").exit()).isEqualTo(3);
        assertThat(shell.type("check", "--connect").exit()).isEqualTo(3);
    }

    @Test
    void everyTableThatCannotBeLoadedIsTold() {
        shell.file(
                "sources/files.yml",
                """
                type: files
                tables: {people: {path: data/people.csv}, a: {path: a.csv}, b: {path: b.csv}}
                """);

        Answer run = shell.type("run", "--json");

        assertThat(run.at("nodes.0.error")).contains("'a.csv'", "'b.csv'");
    }

    @Test
    void emptyFileIsNamedWithWhatItLacks() {
        shell.file("data/people.csv", "");

        Answer run = shell.type("run", "--json");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.at("nodes.0.error.code")).isEqualTo("BAD_FILE");
        assertThat(run.at("nodes.0.error.message"))
                .contains("data/people.csv is empty")
                .contains("no header line");
    }

    @Test
    void toolThatDoesNotAnswerEndsWithThree() {
        crm.close();

        Answer run = shell.type("run", "--json");

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.at("syncs.0.deferred.added")).isEqualTo("3");
    }

    @Test
    void wrongProjectAnswersEveryCommandWithTheDocumentOfCheck() {
        shell.file("syncs/contacts.yml", "from: nobody\nto: crm\nobject: a\nmode: upsrt\n");

        for (String command :
                List.of("check", "plan", "run", "sync contacts", "preview people", "runs")) {
            Answer answer = shell.type((command + " --json").split(" "));
            assertThat(answer.exit()).as(command).isEqualTo(2);
            assertThat(answer.at("valid")).as(command).isEqualTo("false");
            assertThat(answer.at("problems.0.file")).isEqualTo("syncs/contacts.yml");
            assertThat(answer.at("problems.1.line")).isEqualTo("4");
        }
    }

    @Test
    void wrongCommandLineEndsWithTwo() {
        assertThat(shell.type("plan", "nothing").exit()).isEqualTo(2);
        assertThat(shell.type("run", "--nothing").exit()).isEqualTo(2);
        assertThat(shell.type("nothing").exit()).isEqualTo(2);
        assertThat(shell.type("sync").exit()).isEqualTo(2);
        assertThat(shell.type("sync", "contacts", "--clear-and-fill").exit()).isEqualTo(2);
        assertThat(shell.type("sync", "contacts", "--full-resync", "--rebaseline").exit())
                .isEqualTo(2);
    }

    @Test
    void cancelledRunStillPrintsItsDocument() {
        Interrupt interrupt = new Interrupt();
        interrupt.ask();

        Answer run = shell.type(interrupt, "run", "--json");

        assertThat(run.exit()).isEqualTo(130);
        assertThat(run.at("status")).isEqualTo("cancelled");
        assertThat(run.at("nodes.0.status")).isEqualTo("cancelled");
    }

    @Test
    void runsAreListedWithTheCommandTheyBelongTo() {
        shell.type("run");

        assertThat(shell.type("runs", "--json").at("runs.0.run_id")).isEqualTo("1");
        assertThat(shell.type("runs", "1", "--json").at("syncs.0.rejected.added")).isEqualTo("1");
        assertThat(shell.type("runs", "1").out()).contains("email is not valid");
        assertThat(shell.type("runs", "2").exit()).isEqualTo(2);
    }

    @Test
    void commandThatWasKilledIsListedOnceWithItsSync() throws Exception {
        shell.type("run");
        // All that is lacking of a command that was killed.
        String state = "jdbc:sqlite:" + directory.resolve(".shaduf/state.db");
        try (Connection connection = DriverManager.getConnection(state);
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE runs SET report = NULL, finished_at = NULL");
        }
        shell.type("run", "files");

        Answer runs = shell.type("runs", "--json");

        assertThat(runs.document().toString().split("\"run_id\"")).hasSize(3);
        assertThat(runs.at("runs.0.run_id")).isEqualTo("2");
        assertThat(runs.at("runs.1.run_id")).isEqualTo("1");
        assertThat(runs.at("runs.1.sync")).isEqualTo("contacts");
    }

    @Test
    void explainShowsTheSqlAndTheDependencies() {
        shell.type("run");

        Answer explained = shell.type("explain", "people", "--json");

        assertThat(explained.at("reads.0")).isEqualTo("source:files");
        assertThat(explained.at("read_by.0")).isEqualTo("sync:contacts");
        assertThat(explained.at("sql")).contains("first_name");
    }

    @Test
    void whatCannotBeEmptiedIsRefusedByName() {
        shell.type("run");

        Answer sync = shell.type("sync", "contacts", "--clear-and-fill", "--yes", "--json");

        assertThat(sync.exit()).isEqualTo(1);
        assertThat(sync.at("syncs.0.error.code")).isEqualTo("UNSUPPORTED");
        assertThat(sync.at("syncs.0.error.message")).contains("'contacts' of destination 'crm'");
    }

    @Test
    void oneRowIsSentWithItsRequestAndAnswer() {
        shell.type("run", "files");

        Answer sync = shell.type("sync", "contacts", "--row", "3");

        assertThat(sync.exit()).isEqualTo(1);
        assertThat(sync.out()).contains("\"not an address\"").contains("email is not valid");
        assertThat(crm.counts().refused()).isEqualTo(1);
        assertThat(crm.counts().written()).isZero();
    }

    @Test
    void rowThatNobodyKnowsIsNamedAndNothingIsSent() {
        shell.type("run");
        long before = crm.counts().requests();

        Answer sync = shell.type("sync", "contacts", "--row", "2", "--row", "77");

        assertThat(sync.exit()).isEqualTo(1);
        assertThat(sync.out()).contains("no row '77' in").contains("shaduf preview");
        assertThat(crm.counts().requests()).isEqualTo(before);
        Answer plan = shell.type("sync", "contacts", "--row", "77", "--dry-run", "--json");
        assertThat(plan.at("syncs.0.error.code")).isEqualTo("NO_ROW");
        assertThat(shell.type("sync", "contacts", "--row", "2").exit()).isZero();
    }

    @Test
    void documentSaysHowManyValuesWereNotFinite() {
        shell.file(
                        "models/people.yml",
                        """
                        key: id
                        sql: |
                          select id, email, 'nan'::double as first_name
                          from {{ source('files', 'people') }}
                        """)
                .file("data/people.csv", "id,email,first_name\n1,ada@example.com,Ada\n");

        String note = "1 value is NaN or infinite; it goes out as null";
        assertThat(shell.type("plan", "--json").at("syncs.0.notes.0")).isEqualTo(note);
        assertThat(shell.type("run", "--json").at("syncs.0.notes.0")).isEqualTo(note);
    }

    @Test
    void amountsAreWholeNumbersFromZero() {
        for (String command :
                List.of(
                        "preview people --limit -1",
                        "plan --samples -1",
                        "runs --limit -1",
                        "sync contacts --limit -1",
                        "preview people --limit few")) {
            Answer answer = shell.type(command.split(" "));

            assertThat(answer.exit()).as(command).isEqualTo(2);
            assertThat(answer.error()).as(command).contains("not a whole number of 0 or more");
        }
    }

    @Test
    void mistypedCommandIsNamed() {
        Answer rn = shell.type("rn");

        assertThat(rn.exit()).isEqualTo(2);
        assertThat(rn.error()).contains("Did you mean 'run'?");
    }

    @Test
    void stateGoesWhereTheVariableSays() {
        Path state = directory.resolve("elsewhere");
        shell.variable("SHADUF_STATE_DIR", state.toString()).type("run");

        assertThat(state.resolve("state.db")).exists();
        assertThat(directory.resolve(".shaduf")).doesNotExist();
    }

    @Test
    void commandsThatNeedNoWarehouseLeaveNothingBehind() throws Exception {
        Path empty = Files.createDirectory(directory.resolve("empty"));
        Shell outside = new Shell(empty);

        assertThat(outside.type("version").exit()).isZero();
        assertThat(outside.type("connectors").exit()).isZero();
        assertThat(outside.type("schema", "sync").document().get("$schema")).isNotNull();
        assertThat(outside.type("completion").out()).contains("complete");
        assertThat(outside.type("check", "--json").at("valid")).isEqualTo("false");
        try (var files = Files.list(empty)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void secretsAreNeverPrinted() {
        shell.file(
                        "destinations/crm.yml",
                        "type: http\nbase_url: ${CRM_URL}\nauth: {bearer: \"${TOKEN}\"}\n")
                .variable("CRM_URL", URI.create(crm.url().toString()).toString())
                .variable("TOKEN", "wrong-secret-token");

        Answer run = shell.type("run");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out() + run.error()).doesNotContain("wrong-secret-token");
    }
}
