package dev.shaduf.trials.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.trials.commands.Shell.Answer;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;

/** New projects, also around a file. */
class InitTest extends AtAcme {

    @Test
    void initRefusesADirectoryThatHasAProject() {
        assertThat(shell.type("init").exit()).isEqualTo(2);
    }

    @Test
    void newProjectRunsAsItStands() {
        Path project = directory.resolve("new");

        assertThat(shell.type("init", "new").exit()).isZero();
        assertThat(shell.type("check", "--project", "new").exit()).isZero();
        Answer run = shell.type("run", "--project", "new", "--json");

        assertThat(run.exit()).isZero();
        assertThat(run.at("syncs.0.delivered.added")).isEqualTo("4");
        assertThat(project.resolve("exports/good_customers.csv")).isNotEmptyFile();
    }

    @Test
    void projectAroundAFileGuessesItsKey() {
        shell.file("Price List.csv", "name,sku,price\nshoe,a-1,1.50\nshoe,a-2,2\n");

        Answer init = shell.type("init", "prices", "--from", "Price List.csv");

        assertThat(init.out()).contains("The key is sku");
        assertThat(shell.type("run", "--project", "prices", "--json").at("syncs.0.queried"))
                .isEqualTo("2");
    }

    @Test
    void columnsOfAFileMayBeWordsOfSql() {
        shell.file("Orders.csv", "order,select,Group By\n1,a,x\n");
        shell.type("init", "orders", "--from", "Orders.csv");

        assertThat(shell.type("run", "--project", "orders").exit()).isZero();
    }

    @Test
    void fileWhoseColumnsDifferOnlyInCaseIsToldSo() {
        shell.file("twice.csv", "id,ID\n1,2\n");

        assertThat(shell.type("init", "twice", "--from", "twice.csv").error())
                .contains("differ only in case");
    }

    @Test
    void fileOfAnUnknownKindMakesNoProject() {
        shell.file("prices.xlsx", "PK");

        Answer init = shell.type("init", "prices", "--from", "prices.xlsx");

        assertThat(init.exit()).isEqualTo(2);
        assertThat(init.error()).contains("prices.xlsx").contains("save it as one of them");
        assertThat(directory.resolve("prices/shaduf.yml")).doesNotExist();
    }
}
