package dev.shaduf.trials.trait;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.trait.Traits;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.sql.Sql;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Times of facts, those of conditions, and what was at a time. */
abstract class TraitTimeTrials extends BazaarTrials {

    @Test
    void timesWithoutEndAndBeyondTheYear9999HaveTheirPlaceAndNoTimeHasNone() {
        bazaar.run("delete from shop.orders");
        bazaar.run(
                """
                insert into shop.orders (order_id, who, ordered_at, product) values
                (1, 'ada', null, 'none'), (2, 'ada', timestamp '12000-01-01 00:00:00', 'far'),
                (3, 'bob', timestamp '2024-01-01', 'near'), (4, 'bob', timestamp 'infinity', 'end'),
                (5, 'eve', timestamp '-infinity', 'begin'), (6, 'eve', timestamp '2024-01-01', 'near')
                """);
        bazaar.trait("first", "first: product\nof: transactions")
                .trait("last", "last: product\nof: transactions")
                .resolve();

        assertThat(bazaar.values("first"))
                .containsExactly("ada=\"far\"", "bob=\"near\"", "eve=\"begin\"");
        assertThat(bazaar.values("last"))
                .containsExactly("ada=\"far\"", "bob=\"end\"", "eve=\"near\"");
    }

    @Test
    void conditionsKnowYearsBeforeChristAndOfFiveAndSixDigits() {
        bazaar.run("delete from shop.orders");
        bazaar.run(
                """
                insert into shop.orders (order_id, who, ordered_at) values
                (1, 'ada', timestamp '12000-01-01 00:00:00'), (2, 'ada', timestamp '2024-01-01'),
                (3, 'bob', timestamp '0001-01-01'), (4, 'bob', timestamp '-infinity'),
                (5, 'eve', timestamp 'infinity')
                """);
        counted("late", "after: '+11999-12-31'");
        counted("later", "after: '+300000-01-01'");
        counted("near", "before: '+12000-01-01T00:00:00.5Z'");
        counted("recent", "after: '-0044-03-15'");
        counted("early", "before: '0000-12-31T23:59:59Z'");
        counted("earlier", "before: '-9999-01-01'");
        bazaar.resolve();

        assertThat(bazaar.values("late")).containsExactly("ada=1", "bob=0", "eve=1");
        assertThat(bazaar.values("later")).containsExactly("ada=0", "bob=0", "eve=1");
        assertThat(bazaar.values("near")).containsExactly("ada=2", "bob=2", "eve=0");
        assertThat(bazaar.values("recent")).containsExactly("ada=2", "bob=1", "eve=1");
        assertThat(bazaar.values("early")).containsExactly("ada=0", "bob=1", "eve=0");
        assertThat(bazaar.values("earlier")).containsExactly("ada=0", "bob=1", "eve=0");
    }

    private void counted(String trait, String when) {
        bazaar.trait(
                trait, "count: all\nof: transactions\nwhere: {property: ordered_at, " + when + "}");
    }

    @Test
    void factsUpToATimeAreCountedAsOfIt() {
        bazaar.trait("orders", "count: all\nof: transactions")
                .trait("recent", "sum: amount\nof: transactions\nwithin: 7 days")
                .trait("more", "expression: orders + 1")
                .resolve();
        Sql then = then().query();

        List<Json.Obj> rows =
                bazaar.rows(
                        "select name, orders, recent, more from ("
                                + then.text()
                                + ") p"
                                + " order by name");
        assertThat(rows)
                .extracting(Json.Obj::toString)
                .containsExactly(
                        "{\"name\":\"ada\",\"orders\":1,\"recent\":10.5,\"more\":2}",
                        "{\"name\":\"bob\",\"orders\":0,\"recent\":null,\"more\":1}",
                        "{\"name\":\"eve\",\"orders\":0,\"recent\":null,\"more\":1}");
        assertThat(bazaar.values("orders")).containsExactly("ada=2", "bob=1", "eve=0");
    }

    private Traits.Then then() {
        Project project = bazaar.project();
        Entity entity = Objects.requireNonNull(project.entities().get("customer"));
        return new Traits(project, new OwnTables(project))
                .asOf(bazaar.session, entity, Instant.parse("2026-11-05T00:00:00Z"));
    }

    @Test
    void aTraitThatFailsIsLeftOutOfWhatWasThen() {
        bazaar.trait("orders", "count: all\nof: transactions")
                .trait("first", "min: amount\nof: transactions")
                .trait("twice", "expression: orders * 2")
                .resolve();
        bazaar.trait("first", "min: amout\nof: transactions")
                .trait("more", "expression: first + 1");

        Traits.Then then = then();

        assertThat(then.failed().keySet()).containsExactly("first", "more");
        assertThat(bazaar.rows("select * from (" + then.query().text() + ") p"))
                .extracting(row -> List.copyOf(row.members().keySet()))
                .containsOnly(
                        List.of(
                                "customer_id",
                                "name",
                                "first_seen",
                                "last_seen",
                                "orders",
                                "twice"));
    }
}
