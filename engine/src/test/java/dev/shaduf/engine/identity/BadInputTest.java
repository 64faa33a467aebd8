package dev.shaduf.engine.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shaduf.spi.ShadufException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;

/** What data should not be, and is. */
class BadInputTest {

    @TempDir private Path root;
    private Town town;

    @BeforeEach
    void open() {
        town = new Town(root);
    }

    @AfterEach
    void close() {
        town.close();
    }

    @Test
    void aValueOnVeryManyRecordsJoinsNobodyAlsoWhenMoreCome() {
        people("i", "null", "'info@example.com'", "null", 20_000);
        IdentityReport first = town.resolve();
        town.contact("20001 - info@example.com - X - -").contact("20002 - a@example.com - X - -");
        IdentityReport more = town.resolve();

        assertThat(first.change().profiles()).isEqualTo(20_000);
        assertThat(more.change().appear()).isEqualTo(2);
        assertThat(
                        town.rows(
                                "select type, degree, reason from"
                                        + " shaduf.customer_skipped_identifiers"))
                .containsExactly("email|20001|degree");
    }

    @Test
    void noProfileGrowsBeyondTheLargestHoweverManyShareTheHighestIdentifier() {
        people("i", "'admin'", "null", "null", 25_000);

        IdentityReport report = town.resolve();

        assertThat(report.change().profiles()).isEqualTo(3);
        assertThat(report.largest().getFirst().records()).isEqualTo(10_000);
        assertThat(report.notes()).anyMatch(note -> note.contains("user_id admin is on 25,000"));
        assertThat(town.plan().notes()).isEqualTo(report.notes());
    }

    @Test
    void anExpressionThatFailsOnOneRowIsNamed() {
        town.records(
                """
                records:
                  - from: crm.contacts
                    key: id
                    identifiers: {email: email}
                    attributes: {name: name, area: cast(city as integer)}
                """);
        town.contact("1 - a@x.org - A 75000 -").contact("2 - b@x.org - B Lyon -");

        assertThatThrownBy(town::resolve)
                .isInstanceOfSatisfying(
                        ShadufException.class,
                        e ->
                                assertThat(e.message())
                                        .startsWith(
                                                "entities/customer.yml:5:36: attribute 'area' of"
                                                    + " crm.contacts cannot be computed for every"
                                                    + " row. "));
    }

    @Test
    void anAttributeOfWholeNumbersInOnePlaceAndFractionsInAnotherIsANumber() {
        town.run("create table crm.numbers as select 1 as id, 'a@x.org' as email, 20 as score");
        town.run("create table crm.texts as select 1 as id, 'b@x.org' as email, 7.5 as score");
        town.records(
                """
                records:
                  - {from: crm.numbers, key: id, identifiers: {email: email},
                     attributes: {score: score}}
                  - {from: crm.texts, key: id, identifiers: {email: email},
                     attributes: {score: score}}
                """);
        town.resolve();

        assertThat(town.rows("select sum(score) from shaduf.customer")).containsExactly("27.5");
    }

    @Test
    void aChainOfAHundredThousandLinksIsOneProfile() {
        town.rules(
                """
                identity:
                  guard: off
                  identifiers: {user_id: {}, email: {}, phone: {normalize: none}}
                  largest: 1000000
                """);
        people("i", "null", "'e' || (i // 2)", "'p' || ((i + 1) // 2)", 100_001);
        town.resolve();
        town.run("delete from crm.contacts where id = 50000");
        IdentityReport cut = town.resolve();

        assertThat(cut.change().profiles()).isEqualTo(2);
        assertThat(cut.change().split()).isEqualTo(1);
    }

    @Test
    void emptyValuesAndSpacesAreNoValues() {
        people("i", "''", "'  '", "chr(160) || chr(9)", 3);
        town.resolve();

        assertThat(town.profiles()).hasSize(3);
        assertThat(town.rows("select * from shaduf.customer_identifiers")).isEmpty();
    }

    @Test
    void recordsThatVanishAndComeBackAreTheSameProfiles() {
        town.rules("identity: {guard: off, identifiers: {user_id: {}, email: {}, phone: {}}}\n");
        people("i", "'u' || (i // 2)", "null", "null", 6);
        town.resolve();
        Map<String, String> before = town.ids();
        town.run("delete from crm.contacts");
        town.resolve();
        assertThat(town.ids()).isEmpty();
        assertThat(town.rows("select * from shaduf.customer")).isEmpty();
        people("i", "'u' || (i // 2)", "null", "null", 6);
        town.resolve();

        assertThat(town.ids()).isEqualTo(before);
    }

    @Test
    void columnsMayBeNamedLikeWordsOfSql() {
        town.run("create table crm.\"select\" (\"order\" bigint, \"from\" varchar, \"group\" date)")
                .run("insert into crm.\"select\" values (1, 'a@example.com', null)")
                .run("insert into crm.\"select\" values (2, 'a@example.com', '2026-01-01')")
                .records(
                        """
                        records:
                          - from: crm.select
                            key: order
                            identifiers: {table: from}
                            attributes: {where: from, group: group, n: order, p: order, v: order}
                            updated_at: group
                        """);
        town.resolve();
        town.run("insert into crm.\"select\" values (3, 'a@example.com', '2026-01-02')");
        town.resolve();

        assertThat(town.rows("select \"where\", \"group\", n, p, v from shaduf.customer"))
                .containsExactly("a@example.com|2026-01-02|3|3|3");
    }

    @Test
    void aNumberAndItsTextAreOneIdentifier() {
        town.run("create table crm.numbers (id bigint, customer bigint)")
                .run("create table crm.texts (id bigint, customer varchar)")
                .run("insert into crm.numbers values (1, 42)")
                .run("insert into crm.texts values (1, ' 42'), (2, '042')")
                .records(
                        """
                        records:
                          - {from: crm.numbers, key: id, identifiers: {customer: customer}}
                          - {from: crm.texts, key: id, identifiers: {customer: customer}}
                        """);
        town.resolve();

        assertThat(town.profiles()).containsExactly("crm.numbers 1, crm.texts 1", "crm.texts 2");
    }

    @Test
    void aListWithAnAttributeThatNoRecordHasMatchesNobody() {
        town.rules(
                """
                identity:
                  identifiers: {user_id: {}, email: {}, phone: {normalize: none}}
                  match: [[phone, city]]
                """);
        people("i", "null", "null", "'p'", 5);
        town.resolve();

        assertThat(town.profiles()).hasSize(5);
    }

    @Test
    void aFurtherRowOfAKeyThatDoesNotCountTakesNoValueFromTheOneThatDoes() {
        town.rules("identity: {identifiers: {user_id: {}, email: {quarantine: 2}, phone: {}}}");
        for (int i = 1; i <= 3; i++) {
            town.contact(i + " - q@example.com - A - 2026-02-01");
        }
        town.resolve();
        town.contact("1 - z@example.com - A - 2026-01-01");
        town.resolve();

        assertThat(town.profiles())
                .containsExactly("crm.contacts 1", "crm.contacts 2", "crm.contacts 3");
    }

    /** Contacts whose values are SQL over i, their number. */
    private void people(String id, String user, String email, String phone, int count) {
        town.run(
                ("insert into crm.contacts select %s, %s, %s, %s, 'Ada', null, null from"
                                + " range(%d) t(i)")
                        .formatted(id, user, email, phone, count));
    }
}
