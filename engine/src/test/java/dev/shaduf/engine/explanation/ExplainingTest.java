package dev.shaduf.engine.explanation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shaduf.engine.explanation.Explanation.Step;
import dev.shaduf.engine.identity.Town;
import dev.shaduf.spi.ShadufException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

class ExplainingTest {

    @TempDir private Path root;
    private Town town;

    @BeforeEach
    void open() {
        town = new Town(root);
        town.contact("1 - Ada@x.org 0612345678 Ada Lyon 2026-01-01")
                .customer("7 u7 ada@x.org Ada 2026-01-02")
                .customer("8 u8 bob@x.org Bob 2026-01-02")
                .resolve();
    }

    @AfterEach
    void close() {
        town.close();
    }

    @Test
    void aProfileIsFoundByIdByIdentifierAndByRecord() {
        String id = town.ids().get("crm.contacts 1");

        assertThat(town.explaining().explain("email: ADA@x.org").id()).isEqualTo(id);
        assertThat(town.explaining().explain("shop.customers:7").id()).isEqualTo(id);
        assertThat(town.explaining().explain(id).records()).hasSize(2);
    }

    @Test
    void aProfileThatWasAbsorbedLeadsToTheOneThatIs() {
        String bob = town.ids().get("shop.customers 8");
        town.run("update shop.customers set email = 'ada@x.org'").resolve(true);
        Explanation found = town.explaining().explain(bob);

        assertThat(found.records()).hasSize(3);
        assertThat(found.merges())
                .singleElement()
                .satisfies(merge -> assertThat(merge.absorbedId()).isEqualTo(bob));
    }

    @Test
    void theWayBetweenTwoGoesOverWhatTheyShare() {
        assertThat(town.explaining().explain("crm.contacts:1", "user_id:u7").path())
                .extracting(Step::point)
                .extracting(Object::toString)
                .containsExactly(
                        "crm.contacts:1", "email:ada@x.org", "shop.customers:7", "user_id:u7");
    }

    @Test
    void twoProfilesHaveNoWay() {
        assertThatThrownBy(() -> town.explaining().explain("user_id:u7", "user_id:u8"))
                .isInstanceOf(ShadufException.class)
                .hasMessageContaining("are two profiles");
    }

    @Test
    void aWrongTypeIsAnsweredWithTheNearest() {
        assertThatThrownBy(() -> town.explaining().explain("emial:ada@x.org"))
                .isInstanceOfSatisfying(
                        ShadufException.class,
                        e -> assertThat(e.fix()).isEqualTo("did you mean 'email'?"));
    }
}
