package dev.shaduf.engine.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shaduf.spi.ShadufException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class IdentitiesTest {

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
    void recordsWithAnEqualIdentifierAreOneProfile() {
        town.contact("1 - Ada@Example.com - Ada Lyon 2026-01-01")
                .contact("2 - bob@example.com - Bob - 2026-01-01")
                .customer("7 u7 ada@example.com Ada 2026-01-02");
        town.resolve();

        assertThat(town.profiles())
                .containsExactly("crm.contacts 1, shop.customers 7", "crm.contacts 2");
    }

    @Test
    void aRecordWithoutAnyIdentifierIsAProfileOfItsOwn() {
        town.contact("1 - - - Ada - -").contact("2 - - - Ada - -");
        town.resolve();

        assertThat(town.profiles()).containsExactly("crm.contacts 1", "crm.contacts 2");
    }

    @Test
    void aListMatchesWhereAllOfItIsEqual() {
        town.rules(
                """
                identity:
                  identifiers: {user_id: {}, email: {}, phone: {region: FR}}
                  match: [[phone, name]]
                """);
        town.contact("1 - - 0612345678 Byron - -")
                .contact("2 - - +33612345678 byron - -")
                .contact("3 - - 0612345678 Wei - -")
                .contact("4 - - 0612345678 - - -");
        town.resolve();

        assertThat(town.profiles())
                .containsExactly(
                        "crm.contacts 1, crm.contacts 2", "crm.contacts 3", "crm.contacts 4");
        assertThat(
                        town.rows(
                                "select kind, left_value, right_value, rule from"
                                        + " shaduf.customer_links where kind = 'match'"))
                .containsExactly("match|1|2|phone, name");
    }

    @Test
    void blockedValuesJoinNobody() {
        town.contact("1 000 - - Ada - -")
                .contact("2 000 - - Bob - -")
                .contact("3 NULL N/A - C - -")
                .contact("4 null n/a - D - -");
        IdentityReport report = town.resolve();

        assertThat(report.change().profiles()).isEqualTo(4);
        assertThat(
                        town.rows(
                                "select type, degree, reason from"
                                    + " shaduf.customer_skipped_identifiers order by type, degree"))
                .contains("user_id|2|blocked", "email|2|blocked");
        assertThat(town.rows("select * from shaduf.customer_identifiers")).isEmpty();
    }

    @Test
    void aValueOnTooManyRecordsIsPutIntoQuarantine() {
        town.rules(
                """
                identity:
                  identifiers: {user_id: {}, email: {quarantine: 2}, phone: {}}
                """);
        for (int i = 1; i <= 3; i++) {
            town.contact(i + " - info@example.com - X - -");
        }
        IdentityReport report = town.resolve();

        assertThat(report.change().profiles()).isEqualTo(3);
        assertThat(report.skipped()).isEqualTo(1);
        assertThat(
                        town.rows(
                                "select type, degree, reason from"
                                        + " shaduf.customer_skipped_identifiers"))
                .containsExactly("email|3|degree");
    }

    @Test
    void aLimitKeepsTwoUsersOfOneTabletApart() {
        town.rules(
                """
                identity:
                  identifiers: {user_id: {limit: 1}, email: {}, phone: {}}
                """);
        town.contact("1 u1 home@example.com - Ada - -").contact("2 u2 home@example.com - Bob - -");
        town.resolve();

        assertThat(town.profiles()).containsExactly("crm.contacts 1", "crm.contacts 2");
        assertThat(town.rows("select type, reason from shaduf.customer_skipped_identifiers"))
                .containsExactly("email|limit");
    }

    @Test
    void theGoldenRecordHasTheMostRecentValuesAndSaysWhereTheyAreFrom() {
        town.contact("1 u - - Ada Lyon 2026-01-01")
                .contact("2 u - - - Paris 2026-02-01")
                .customer("7 u - Augusta 2026-01-15");
        town.resolve();

        assertThat(
                        town.rows(
                                "select name, city, first_seen::date, last_seen::date"
                                        + " from shaduf.customer"))
                .containsExactly("Augusta|Paris|2026-01-01|2026-02-01");
        assertThat(
                        town.rows(
                                "select attribute, value, source, record_key from"
                                        + " shaduf.customer_attributes order by 1"))
                .containsExactly("city|Paris|crm.contacts|2", "name|Augusta|shop.customers|7");
    }

    @Test
    void otherWaysToSurvive() {
        town.rules("survive: {name: {from: [shop]}, city: most_frequent}\n");
        town.contact("1 u - - Ada Lyon 2026-01-01")
                .contact("2 u - - Ada Paris 2026-03-01")
                .contact("3 u - - Augusta Lyon 2026-02-01")
                .customer("7 u - Byron 2020-01-01");
        town.resolve();
        assertThat(town.rows("select name, city from shaduf.customer"))
                .containsExactly("Byron|Lyon");

        town.rules("survive: {name: longest}\n").resolve();
        assertThat(town.rows("select name, city from shaduf.customer"))
                .containsExactly("Augusta|Paris");
    }

    @Test
    void idsStayWhenNothingChangesAndWhenTheDerivedTablesAreLost() {
        town.contact("1 - a@x.org - A - -")
                .customer("2 - a@x.org A -")
                .contact("3 - b@x.org - B - -");
        town.resolve();
        Map<String, String> before = town.ids();
        town.run("drop table shaduf.customer").run("drop table shaduf.customer_identifiers");
        IdentityReport again = town.resolve();

        assertThat(town.ids()).isEqualTo(before);
        assertThat(again.change()).isEqualTo(new Change(2, 2, 0, 0, 0, 0, 0));
    }

    @Test
    void whenEvenTheMemoryIsLostTheIdsAreMadeAgainAsTheyWere() {
        town.contact("1 - a@x.org - A - -").contact("3 - b@x.org - B - -");
        town.resolve();
        Map<String, String> before = town.ids();
        town.run("drop table shaduf.customer_records");
        town.resolve();

        assertThat(town.ids()).isEqualTo(before);
        assertThat(before.values()).allMatch(id -> id.charAt(14) == '8');
    }

    @Test
    void ofTwoProfilesThatBecomeOneTheLargerKeepsItsId() {
        town.contact("1 - a@x.org - A - -")
                .contact("2 - b@x.org - B - -")
                .contact("3 - b@x.org - B - -");
        town.resolve();
        String larger = town.ids().get("crm.contacts 2");
        String smaller = town.ids().get("crm.contacts 1");
        town.run("update crm.contacts set user_id = 'u' where id in (1, 3)");
        IdentityReport report = town.resolve();

        assertThat(town.ids().values()).containsOnly(larger);
        assertThat(report.change()).isEqualTo(new Change(2, 1, 0, 0, 1, 0, 1));
        assertThat(
                        town.rows(
                                "select absorbed_id, surviving_id, rule, evidence, run_id from"
                                        + " shaduf.customer_merges"))
                .containsExactly(
                        smaller + "|" + larger + "|user_id|crm.contacts 1 = crm.contacts 3|2");
    }

    @Test
    void aPartThatIsTakenApartAgainGetsItsOldIdBack() {
        town.rules("identity: {guard: off}\n");
        town.contact("1 - a@x.org - A - -")
                .contact("2 - b@x.org - B - -")
                .contact("3 - b@x.org - B - -");
        town.resolve();
        Map<String, String> before = town.ids();
        town.run("update crm.contacts set user_id = 'u' where id in (1, 3)").resolve();
        town.run("update crm.contacts set user_id = null");
        IdentityReport report = town.resolve();

        assertThat(town.ids()).isEqualTo(before);
        assertThat(report.change().split()).isEqualTo(1);
        assertThat(town.rows("select from_id, new_id from shaduf.customer_splits"))
                .containsExactly(before.get("crm.contacts 2") + "|" + before.get("crm.contacts 1"));
    }

    @Test
    void ofAProfileThatBreaksUpTheLargestPartKeepsTheId() {
        town.rules("identity: {guard: off}\n");
        town.contact("1 u - - A - -").contact("2 u - - A - -").contact("3 u - - A - -");
        town.resolve();
        String id = town.ids().get("crm.contacts 1");
        town.run("update crm.contacts set user_id = 'v' where id > 1").resolve();

        assertThat(town.ids())
                .containsEntry("crm.contacts 2", id)
                .containsEntry("crm.contacts 3", id)
                .doesNotContainEntry("crm.contacts 1", id);
    }

    @Test
    void ofEqualPartsThatWithTheFirstRecordKeepsTheIdWhateverElseWasMerged() {
        town.rules("identity: {guard: off}\n");
        town.customer("1 - a@x.org A -").customer("8 - b@x.org B -").customer("9 - c@x.org C -");
        town.resolve();
        String id = town.ids().get("shop.customers 1");
        town.run("update shop.customers set email = 'b@x.org' where id = 9");
        town.contact("5 - a@x.org - Ada - -").resolve();

        town.run("update crm.contacts set email = 'd@x.org'").resolve();

        assertThat(town.ids())
                .containsEntry("crm.contacts 5", id)
                .doesNotContainEntry("shop.customers 1", id);
    }

    @Test
    void theGuardStopsARunThatWouldBreakUpTooMuchAndAcceptLetsItPass() {
        town.contact("1 u - - A - -").contact("2 u - - A - -");
        town.resolve();
        Map<String, String> before = town.ids();
        town.run("update crm.contacts set user_id = 'v' where id = 2");

        assertThatThrownBy(town::resolve)
                .isInstanceOfSatisfying(
                        ShadufException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(IdentityFailure.GUARD_SPLIT);
                            assertThat(e.fix()).contains("--accept customer");
                        });
        assertThat(town.ids()).isEqualTo(before);
        assertThat(town.resolve(true).change().split()).isEqualTo(1);
    }

    @Test
    void anEntityWhoseRecordsVanishStops() {
        town.contact("1 u - - A - -").resolve();
        town.run("delete from crm.contacts");

        assertThatThrownBy(town::resolve)
                .isInstanceOfSatisfying(
                        ShadufException.class,
                        e -> assertThat(e.code()).isEqualTo(IdentityFailure.GUARD_EMPTY));
        assertThat(town.profiles()).containsExactly("crm.contacts 1");
    }

    @Test
    void aPlanSaysWhatARunDoesAndChangesNothing() {
        town.contact("1 u - - A - -").contact("2 - b@x.org - B - -").resolve();
        Map<String, String> before = town.ids();
        town.run("update crm.contacts set email = 'b@x.org'").contact("3 - - - C - -");
        IdentityReport planned = town.plan();

        assertThat(town.ids()).isEqualTo(before);
        assertThat(planned.change()).isEqualTo(new Change(2, 2, 1, 0, 1, 0, 1));
        assertThat(town.resolve().change()).isEqualTo(planned.change());
    }

    @Test
    void anAbsorbedIdComesBackAlsoWhereTheRecordThatBeganItIsGone() {
        town.rules("identity: {guard: off, identifiers: {user_id: {}, email: {}, phone: {}}}");
        town.contact("1 - a@x.org - A - -").contact("2 - a@x.org - A - -");
        town.customer("5 - b@x.org B -").customer("6 - b@x.org B -");
        town.resolve();
        town.run("delete from crm.contacts where id = 1");
        town.resolve();
        String before = town.ids().get("crm.contacts 2");
        town.run("update crm.contacts set email = 'b@x.org'");
        town.resolve();
        town.run("update crm.contacts set email = 'a@x.org'");
        town.resolve();

        assertThat(town.ids().get("crm.contacts 2")).isEqualTo(before);
    }

    @Test
    void rowsWithoutAKeyAreLeftOutAndOfEqualKeysTheLastChangedCounts() {
        town.contact("- - a@x.org - A - -")
                .contact("1 - a@x.org - Old - 2026-01-01")
                .contact("1 - a@x.org - New - 2026-02-01");
        IdentityReport report = town.resolve();

        assertThat(report.records()).isEqualTo(1);
        assertThat(town.rows("select name from shaduf.customer")).containsExactly("New");
        assertThat(report.notes()).hasSize(2);
    }

    @Test
    void aWrongColumnIsNamedWithTheNearestOne() {
        town.run("alter table crm.contacts rename column phone to phones");

        assertThatThrownBy(town::resolve)
                .isInstanceOfSatisfying(
                        ShadufException.class,
                        e -> {
                            assertThat(e.message())
                                    .isEqualTo(
                                            "entities/customer.yml:4:58: identifier 'phone' of"
                                                + " crm.contacts reads the column 'phone', which"
                                                + " crm.contacts does not have.");
                            assertThat(e.fix()).isEqualTo("did you mean 'phones'?");
                        });
    }

    @Test
    void identifiersInOtherScriptsAndOddValuesAreKept() {
        town.run(
                "insert into crm.contacts values (1, 'Ünïcödé''x', ' 用户@例子.中国 ', null, 'a', null,"
                        + " null), (2, null, '用户@例子.中国', '   ', 'b', null, null)");
        town.resolve();

        assertThat(town.profiles()).isEqualTo(List.of("crm.contacts 1, crm.contacts 2"));
    }
}
