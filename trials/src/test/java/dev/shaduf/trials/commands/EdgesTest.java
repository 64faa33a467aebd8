package dev.shaduf.trials.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.trials.commands.Shell.Answer;

import org.junit.jupiter.api.Test;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Settings, names and questions at the edge of what they may be. */
class EdgesTest extends AtAcme {

    private static final String SETTINGS =
            "name: acme\nwarehouse: {type: duckdb, path: warehouse.duckdb, threads: 1}\n";

    @Test
    void aTimeLongerThanAThousandYearsIsToldWhereItStands() {
        shell.file("shaduf.yml", SETTINGS + "retention: {changelog: 999999999999 days}\n");

        Answer run = shell.type("run", "--json");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.at("problems.0.line")).isEqualTo("3");
        assertThat(run.at("problems.0.message"))
                .isEqualTo(
                        "'retention.changelog' must be a duration of at most 365,000 days, not"
                                + " '999999999999 days'");
    }

    @Test
    void idsOfRunsGoOnHoweverShortTheyAreKept() {
        shell.file("shaduf.yml", SETTINGS + "retention: {runs: 0 days, changelog: 0 days}\n");

        shell.type("run");
        shell.type("run");
        Answer third = shell.type("run", "--json");

        assertThat(third.at("run_id")).isEqualTo("3");
        assertThat(third.at("syncs.0.sync_run_id")).isEqualTo("3");
        assertThat(shell.type("query", "--csv", "select sync_run_id from shaduf.sync_runs").out())
                .isEqualTo("sync_run_id\n3\n");
    }

    @Test
    void aGuardSaysByWhichShareItIsExceeded() {
        shell.file("models/people.yml", "key: id\nsql: %s\n".formatted(people(250)));
        shell.file("syncs/contacts.yml", Acme.CONTACTS.replace("upsert", "mirror"));
        assertThat(shell.type("run", "--json").at("syncs.0.delivered.added")).isEqualTo("250");
        shell.file("models/people.yml", "key: id\nsql: %s\n".formatted(people(199)));

        assertThat(shell.type("plan", "--json").at("syncs.0.error.message"))
                .contains("51 of 250 delivered rows (20.4 %), more than the guard's 20 %");
    }

    private static String people(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> "(%d, 'u%d@example.com', 'N')".formatted(i, i))
                .collect(
                        Collectors.joining(
                                ", ", "select * from (values ", ") t(id, email, first_name)"));
    }

    @Test
    void aDestinationIsNotRunByItselfHoweverItIsNamed() {
        for (String name : new String[] {"crm", "destination:crm", "+destination:crm"}) {
            Answer plan = shell.type("plan", name);

            assertThat(plan.exit()).isEqualTo(2);
            assertThat(plan.error())
                    .contains("'crm' is a destination, which is not run by itself.")
                    .contains("Every sync to it: destination:crm+");
        }
        assertThat(shell.type("plan", "destination:crm+").exit()).isZero();
    }

    @Test
    void aFileCalledLikeATableOfShadufsOwnMakesAProjectToo() {
        shell.file("sync_runs.csv", "id,email\n1,ada@example.com\n");

        assertThat(shell.type("init", "made", "--from", "sync_runs.csv").exit()).isZero();
        assertThat(shell.type("check", "--project", "made").exit()).isZero();
    }

    @Test
    void jsonWithoutARowHasNoColumns() {
        shell.file("empty.json", "[]");

        Answer init = shell.type("init", "made", "--from", "empty.json");

        assertThat(init.exit()).isNotZero();
        assertThat(init.error()).contains("hold no row, and so no name of a column.");
    }

    @Test
    void helpBreaksNoLineInItsMiddle() {
        assertThat(shell.type("plan", "--help").out())
                .doesNotContain("what\n                      it depends on");
    }

    @Test
    void aNameWithoutRowsOfItsOwnSaysWhatToPreview() {
        assertThat(shell.type("preview", "files").error())
                .contains("files is a source.", "shaduf preview files.people");
        assertThat(shell.type("preview", "contacts").error())
                .contains("contacts is a sync.", "What it reads: shaduf preview people");
        assertThat(shell.type("preview", "crm").error())
                .contains("crm is a destination", "shaduf preview people");
        assertThat(shell.type("explain", "files.people").error())
                .contains("is a table of the source files", "shaduf preview files.people");
    }

    @Test
    void columnsOfOneNameAreAllInTheJson() {
        Answer query = shell.type("query", "--json", "select 1 as a, 2 as a, 3 as a_2, 4 as a");

        assertThat(query.out()).isEqualTo("{\"a\":1,\"a_2_2\":2,\"a_2\":3,\"a_3\":4}\n");
    }

    @Test
    void numbersOfTheCommandLineAreToldInPlainWords() {
        assertThat(shell.type("runs", "x").error()).contains("'x' is not a whole number.");
        shell.type("run");
        assertThat(shell.type("runs", "--limit", "0").out()).isEqualTo("--limit 0 shows no run.\n");
    }

    @Test
    void aSyncThatCannotBeginSaysWhatToDo() {
        assertThat(shell.type("sync", "contacts", "--as-is").out())
                .contains("not in the warehouse yet.", "Load it: shaduf run files");
    }

    @Test
    void aTableThatNothingMakesIsMissedByConnectingAll() {
        shell.file("models/gone.yml", "key: id\ntable: elsewhere.gone\n");

        Answer check = shell.type("check", "--connect");

        assertThat(check.exit()).isEqualTo(1);
        assertThat(check.out())
                .contains("reads elsewhere.gone, which is not in the warehouse.")
                .contains("Nothing is in the schema elsewhere: correct the name.");
    }

    @Test
    void aSecretWithinSqlIsNotExplained() {
        shell.file(".env", "HASH_SECRET=pepper-and-salt\n");
        shell.file("models/people.yml", "key: id\nsql: select 1 as id, '${HASH_SECRET}' as s\n");

        assertThat(shell.type("explain", "people").out())
                .contains("'***' as s")
                .doesNotContain("pepper-and-salt");
        assertThat(shell.type("explain", "people", "--json").out())
                .contains("'***' as s")
                .doesNotContain("pepper-and-salt");
    }
}
