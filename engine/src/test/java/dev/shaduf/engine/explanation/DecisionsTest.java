package dev.shaduf.engine.explanation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shaduf.engine.identity.EntityLease;
import dev.shaduf.engine.identity.Town;
import dev.shaduf.spi.ShadufException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;

class DecisionsTest {

    @TempDir private Path root;
    private Town town;

    @BeforeEach
    void open() {
        town =
                new Town(root)
                        .rules(
                                "identity: {guard: off, identifiers: {user_id: {limit: 1},"
                                        + " email: {}, phone: {}}}\n");
        town.contact("1 - a@x.org - A - -")
                .contact("2 - a@x.org - A - -")
                .contact("3 - a@x.org - A - -")
                .customer("7 u7 b@x.org B -")
                .customer("8 u8 c@x.org C -")
                .resolve();
    }

    @AfterEach
    void close() {
        town.close();
    }

    @Test
    void aRecordThatIsTakenOutStaysOutAndTheRestStaysTogether() {
        town.decisions().unmerge("crm.contacts:1");
        town.resolve();

        assertThat(town.profiles()).contains("crm.contacts 1", "crm.contacts 2, crm.contacts 3");
        Map<String, String> ids = town.ids();
        town.contact("4 - a@x.org - A - -").resolve();
        assertThat(town.profiles()).hasSize(4);
        assertThat(town.ids()).containsAllEntriesOf(ids);
    }

    @Test
    void whatIsJoinedByHandStaysJoinedAlsoBeyondALimit() {
        town.decisions().merge("user_id:u7", "email:c@x.org");
        town.resolve();
        assertThat(town.profiles()).contains("shop.customers 7, shop.customers 8");
        assertThat(
                        town.rows(
                                "select kind, left_value, right_value from shaduf.customer_links"
                                        + " where kind <> 'record_identifier'"))
                .containsExactly("decision|7|8");

        town.customer("9 u7 - - -").resolve();
        assertThat(town.profiles())
                .contains("shop.customers 7, shop.customers 8, shop.customers 9");
    }

    @Test
    void whatIsDecidedTwiceIsWrittenDownOnce() {
        town.decisions().merge("user_id:u7", "email:c@x.org");
        town.decisions().merge("user_id:u7", "email:c@x.org");
        town.decisions().unmerge("crm.contacts:1", "shop.customers:7");
        town.decisions().unmerge("crm.contacts:1", "shop.customers:7");

        assertThat(town.rows("select a, b, decision from shaduf.customer_decisions order by 3"))
                .containsExactly(
                        "shop.customers:7|shop.customers:8|merge",
                        "crm.contacts:1|shop.customers:7|unmerge");
    }

    @Test
    void theOppositeTakesADecisionBackAndTheOldIdsReturn() {
        Map<String, String> before = town.ids();
        town.decisions().merge("user_id:u7", "user_id:u8");
        town.resolve();
        town.decisions().unmerge("shop.customers:8", "shop.customers:7");
        town.resolve();
        assertThat(town.ids()).isEqualTo(before);

        town.decisions().unmerge("crm.contacts:2");
        town.resolve();
        town.decisions().merge("crm.contacts:2", "crm.contacts:1");
        town.resolve();
        assertThat(town.ids()).isEqualTo(before);
    }

    @Test
    void whatBreaksUpIsWrittenDownWithTheReason() {
        town.decisions().unmerge("crm.contacts:1");
        town.resolve();
        assertThat(town.rows("select rule, evidence from shaduf.customer_splits"))
                .containsExactly("decision|crm.contacts 1 <> crm.contacts 2");

        town.run("update crm.contacts set email = 'z@x.org' where id = 3");
        town.resolve();
        assertThat(
                        town.rows(
                                "select rule, evidence from shaduf.customer_splits where rule <>"
                                        + " 'decision'"))
                .containsExactly("email|crm.contacts 3 <> crm.contacts 2 (email a@x.org)");
    }

    @Test
    void whyRecordsAreKeptApartIsSaid() {
        town.decisions().unmerge("crm.contacts:1", "crm.contacts:2");
        town.resolve();

        assertThatThrownBy(() -> town.explaining().explain("crm.contacts:2", "crm.contacts:1"))
                .isInstanceOfSatisfying(
                        ShadufException.class,
                        e ->
                                assertThat(e.fix())
                                        .contains("ada keeps them apart since 2026-11-21")
                                        .contains(
                                                "shaduf merge customer crm.contacts:1"
                                                        + " crm.contacts:2"));
    }

    @Test
    void nothingIsDecidedWhileARunIsAtWork() {
        try (EntityLease lease = town.lease()) {
            lease.mustHold();
            assertThatThrownBy(() -> town.decisions().unmerge("crm.contacts:1"))
                    .isInstanceOf(ShadufException.class)
                    .hasMessageContaining("are being made by another run");
        }
        assertThat(town.rows("select * from shaduf.customer_decisions")).isEmpty();
    }

    @Test
    void aRecordThatIsAloneCannotBeTakenOut() {
        assertThatThrownBy(() -> town.decisions().unmerge("shop.customers:7"))
                .isInstanceOf(ShadufException.class)
                .hasMessageContaining("all there is of its profile");
    }

    @Test
    void aRecordIsNotJoinedWithItself() {
        assertThatThrownBy(() -> town.decisions().merge("shop.customers:7", "user_id:u7"))
                .isInstanceOf(ShadufException.class)
                .hasMessageContaining("are the same record, shop.customers:7");
    }

    @Test
    void theGuardDoesNotStandInTheWayOfWhatAPersonDecided() {
        town.rules("");
        town.decisions().unmerge("crm.contacts:1");

        assertThat(town.resolve().change().split()).isEqualTo(1);
    }
}
