package dev.shaduf.trials.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.trials.commands.Shell.Answer;

import org.junit.jupiter.api.Test;

/** A sync whose file got another name. */
class RenamedSyncTest extends AtAcme {

    @Test
    void renamedSyncGoesOnWithItsSnapshotInSight() {
        shell.type("run");
        shell.remove("syncs/contacts.yml")
                .file("syncs/people.yml", "renamed_from: contacts\n" + Acme.CONTACTS);

        Answer run = shell.type("run", "--json");

        assertThat(run.at("syncs.0.unchanged")).isEqualTo("2");
        assertThat(
                        shell.type(
                                        "query",
                                        "--csv",
                                        "select count(*) as n from shaduf.sync_snapshot")
                                .out())
                .isEqualTo("n\n3\n");
    }
}
