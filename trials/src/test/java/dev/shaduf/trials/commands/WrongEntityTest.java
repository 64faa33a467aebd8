package dev.shaduf.trials.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.trials.commands.Shell.Answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** Entities whose files name columns that the tables do not have. */
class WrongEntityTest {

    @TempDir Path directory;

    @Test
    void checkNamesEachWhereItStands() {
        Shell shell =
                new Shell(directory)
                        .file("shaduf.yml", "name: acme\nwarehouse: {type: duckdb}\n")
                        .file("data/people.csv", "id,mail,city\n1,ada@example.com,Paris\n")
                        .file("data/orders.csv", "id,person,total,at\n1,1,10,2026-01-01\n")
                        .file(
                                "sources/shop.yml",
                                """
                                type: files
                                tables:
                                  people: {path: data/people.csv, key: id}
                                  orders: {path: data/orders.csv, key: id}
                                """)
                        .file(
                                "entities/person.yml",
                                """
                                records:
                                  - from: shop.people
                                    key: id
                                    identifiers: {user_id: id, email: mial}
                                    attributes: {town: citty, size: "length(maill)"}
                                transactions: {from: shop.orders, by: {user_id: persn}, id: id, at: at, amount: totl}
                                related:
                                  carts: {from: shop.orders, by: {user_id: owner}, id: id, at: at}
                                """);
        shell.type("run", "shop");

        Answer check = shell.type("check", "--connect", "--json");

        assertThat(check.exit()).as(check.out()).isEqualTo(1);
        assertThat(check.at("valid")).isEqualTo("false");
        assertThat(check.at("problems.0.message"))
                .isEqualTo(
                        "identifier 'email' of shop.people reads the column 'mial', which"
                                + " shop.people does not have.");
        assertThat(check.at("problems.0.file")).isEqualTo("entities/person.yml");
        assertThat(check.at("problems.0.line")).isEqualTo("4");
        assertThat(check.at("problems.0.column")).isEqualTo("39");
        assertThat(check.at("problems.0.fix")).isEqualTo("did you mean 'mail'?");
        assertThat(check.at("problems.1.message")).contains("attribute 'town'", "'citty'");
        assertThat(check.at("problems.2.message")).contains("attribute 'size'", "maill");
        assertThat(check.at("problems.3.message"))
                .isEqualTo(
                        "transactions, by user_id reads the column 'persn', which shop.orders"
                                + " does not have.");
        assertThat(check.at("problems.4.message")).startsWith("transactions, 'amount' reads");
        assertThat(check.at("problems.5.message")).startsWith("carts, by user_id reads");
        assertThat(check.at("problems.5.line")).isEqualTo("8");
        assertThat(check.out()).doesNotContain("problems.6");
        assertThat(shell.type("check", "--connect").out()).contains("(entities/person.yml:4:39)");
    }

    @Test
    void aPropertyThatFactsLackIsToldByConnectingAll() {
        Shell shell =
                new Shell(directory)
                        .file("shaduf.yml", "name: acme\nwarehouse: {type: duckdb}\n")
                        .file("data/orders.csv", "id,person,total,at\n1,1,10,2026-01-01\n")
                        .file(
                                "sources/shop.yml",
                                "type: files\ntables: {orders: {path: data/orders.csv}}\n")
                        .file(
                                "entities/person.yml",
                                """
                                records: [{from: shop.orders, key: id, identifiers: {user_id: person}}]
                                transactions: {from: shop.orders, by: {user_id: person}, id: id, at: at}
                                """);
        shell.type("run");
        shell.file("traits/spent.yml", "entity: person\nsum: totl\nof: transactions\n");

        Answer check = shell.type("check", "--connect", "--json");

        assertThat(check.exit()).as(check.out()).isEqualTo(1);
        assertThat(check.at("problems.0.file")).isEqualTo("traits/spent.yml");
        assertThat(check.at("problems.0.message")).contains("have no property 'totl'");
        assertThat(check.at("problems.0.fix")).contains("total");
    }
}
