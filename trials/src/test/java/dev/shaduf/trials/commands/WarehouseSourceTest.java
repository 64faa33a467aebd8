package dev.shaduf.trials.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.trials.commands.Shell.Answer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** Tables that are in the warehouse already. */
class WarehouseSourceTest {

    @TempDir Path directory;
    private Shell shell;

    @BeforeEach
    void loadFiles() {
        shell =
                new Shell(directory)
                        .file("shaduf.yml", "name: here\n")
                        .file("people.csv", "id,name\n1,Ada\n2,Grace\n")
                        .file(
                                "sources/crm.yml",
                                "type: files\ntables: {people: {path: people.csv, key: id}}\n");
        assertThat(shell.type("run").exit()).isZero();
    }

    @Test
    void tableOfTheWarehouseFeedsModelAndFile() {
        shell.file("sources/app.yml", "type: warehouse\nschema: crm\ntables: {people: {}}\n")
                .file("models/people.yml", "key: id\ntable: app.people\n")
                .file("destinations/out.yml", "type: files\npath: out/\n")
                .file("syncs/people.yml", "from: people\nto: out\nobject: p.csv\nmode: mirror\n");

        assertThat(shell.type("check", "--connect").exit()).isZero();
        assertThat(shell.type("run").exit()).isZero();
        assertThat(directory.resolve("out/p.csv")).hasContent("id,name\n1,Ada\n2,Grace\n");
    }

    @Test
    void connectingNamesTheTableThatIsNotThereAndTheOneThatWasMeant() {
        shell.file("sources/app.yml", "type: warehouse\nschema: crm\ntables: {peple: {}}\n")
                .file("sources/old.yml", "type: warehouse\ntables: {orders: {}}\n");

        Answer check = shell.type("check", "--connect");

        assertThat(check.exit()).isEqualTo(1);
        assertThat(check.out())
                .contains("sources/app.yml: the table crm.peple is not in the warehouse.", "people")
                .contains("sources/old.yml: the table old.orders is not in the warehouse.")
                .contains("There is no table in the schema 'old'; 'schema:' names another.");
    }
}
