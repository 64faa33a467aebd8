package dev.shaduf.trials.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.spi.json.Json;
import dev.shaduf.trials.commands.Shell.Answer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** Customers in two files, as somebody at a terminal sees and decides about them. */
class ProfileCommandsTest {

    @TempDir private Path root;
    private Shell shell = new Shell(Path.of(""));

    @BeforeEach
    void customers() {
        shell =
                new Shell(root)
                        .file("shaduf.yml", "name: acme\nwarehouse: {type: duckdb, path: w.db}\n")
                        .file("crm.csv", "id,email,name\n1,ada@x.org,Ada\n2,bob@x.org,Bob\n")
                        .file("shop.csv", "id,email\n7,ADA@x.org\n8,\n")
                        .file(
                                "sources/files.yml",
                                "type: files\ntables: {crm: {path: crm.csv, key: id},"
                                        + " shop: {path: shop.csv, key: id}}\n")
                        .file(
                                "entities/customer.yml",
                                """
                                records:
                                  - {from: files.crm, key: id, identifiers: {email: email},
                                     attributes: {name: name}}
                                  - {from: files.shop, key: id, identifiers: {user_id: id,
                                     email: email}}
                                identity:
                                  guard: off
                                """);
    }

    @Test
    void aPlanSaysWhatTheRunThenDoes() {
        shell.type("run");
        shell.file("shop.csv", "id,email\n7,bob@x.org\n9,bob@x.org\n");

        Json planned = shell.type("plan", "--json").document().get("entities");
        Json done = shell.type("run", "--json").document().get("entities");
        assertThat(planned).isNotNull().isEqualTo(done);
        assertThat(shell.type("plan", "--exit-code").exit()).isZero();
    }

    @Test
    void twoThatAreNotOneAreAnAnswerToo() {
        shell.type("run");

        Answer two = shell.type("explain", "customer", "user_id:7", "email:bob@x.org");
        assertThat(two.exit()).isZero();
        assertThat(two.out()).contains("are two profiles", "customer_skipped_identifiers");
        Answer document =
                shell.type("explain", "customer", "user_id:7", "email:bob@x.org", "--json");
        assertThat(document.exit()).isZero();
        assertThat(document.document().toString())
                .isEqualTo(
                        "{\"customer_id\":null,\"records\":[],\"identifiers\":[],\"links\":[],"
                                + "\"merges\":[],\"path\":[]}");
        assertThat(shell.type("explain", "customer", "user_id:99").exit()).isEqualTo(2);
    }

    @Test
    void whatIsJoinedByHandIsTakenApartByHand() {
        shell.type("run");

        assertThat(shell.type("merge", "customer", "user_id:8", "email:bob@x.org").exit()).isZero();
        assertThat(shell.type("explain", "customer", "user_id:8", "files.crm:2").out())
                .contains("decision");
        assertThat(shell.type("unmerge", "customer", "files.shop:8").exit()).isZero();
        shell.type("run", "--full");
        assertThat(shell.type("explain", "customer", "user_id:8", "files.crm:2").out())
                .contains("are two profiles", "keeps them apart since");
        assertThat(shell.type("unmerge", "customer", "a", "b", "c").exit()).isEqualTo(2);
    }

    @Test
    void aTraitThatFailsIsNamedAndTheOthersAreShownAsOfATime() {
        shell.type("run");
        shell.file("traits/size.yml", "entity: customer\nexpression: length(name)\n")
                .file("traits/no.yml", "entity: customer\nexpression: cast(name as integer)\n");

        Answer then = shell.type("preview", "customer", "--as-of", "2026-06-30", "--json");
        assertThat(then.exit()).isEqualTo(1);
        assertThat(then.error()).startsWith("no  not shown: traits/no.yml, line 2: ");
        assertThat(then.out()).contains("\"size\":3").doesNotContain("\"no\"");
    }
}
