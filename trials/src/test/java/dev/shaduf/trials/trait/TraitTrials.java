package dev.shaduf.trials.trait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shaduf.spi.json.Json;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.Stream;

/** Facts and traits as people see them; one class for each warehouse implements {@link #open}. */
abstract class TraitTrials extends BazaarTrials {

    private void event(String id, String event, String user, String day, String properties) {
        bazaar.run(
                ("insert into web.events values ('%s', 'track', '%s', '%s', null, timestamp"
                                + " '2026-11-%s', null, '{\"properties\":%s}')")
                        .formatted(id, event, user, day, properties));
    }

    @Test
    void factsFindTheirProfileByAnIdentifierAndKeepTheirOtherColumns() {
        bazaar.resolve();

        assertThat(
                        bazaar.rows(
                                "select c.name, t.id, t.amount, t.status, t.who from"
                                    + " shaduf.customer_transactions t left join shaduf.customer c"
                                    + " on c.customer_id = t.customer_id order by t.id"))
                .extracting(Json.Obj::toString)
                .containsExactly(
                        """
                        {"name":"ada","id":1,"amount":10.5,"status":"paid","who":"ada"}\
                        """,
                        """
                        {"name":"ada","id":2,"amount":20,"status":"paid","who":" ada "}\
                        """,
                        """
                        {"name":"bob","id":3,"amount":5,"status":"open","who":"bob"}\
                        """,
                        """
                        {"name":null,"id":4,"amount":7,"status":"paid","who":"ghost"}\
                        """);
    }

    @Test
    void anIdentifierOfSeveralProfilesTellsNothing() {
        bazaar.write(
                "entities/customer.yml",
                """
                records:
                  - {from: shop.people, key: id, identifiers: {email: email, name: name}}
                identity:
                  identifiers: {name: {limit: 1}, email: {}}
                related:
                  plans: {from: shop.plans, by: {email: mail}}
                """);
        bazaar.run("update shop.people set email = 'ada@x.org' where id = 2");
        bazaar.trait("plans", "count: all\nof: plans").resolve();

        assertThat(bazaar.rows("select plans from shaduf.customer"))
                .extracting(Json.Obj::toString)
                .containsOnly("{\"plans\":0}");
    }

    @Test
    void relatedTablesAreAggregatedTo() {
        bazaar.trait("plan", "last: plan\nof: plans").resolve();

        assertThat(bazaar.values("plan")).containsExactly("ada=\"pro\"", "bob=null", "eve=null");
    }

    @Test
    void eventsAreReadByTheirNameAndTheirProperties() {
        event("a", "Order", "ada", "01", "{\"total\": 9, \"plan\": \"pro\", \"gift\": true}");
        event("b", "Order", "ada", "02", "{\"total\": 10.5, \"plan\": 5, \"gift\": false}");
        event("c", "View", "ada", "03", "{\"total\": 99, \"at\": {\"page\": \"home\"}}");
        event("d", "Order", "eve", "03", "{}");
        bazaar.trait("spent", "sum: total\nevent: Order")
                .trait("largest", "max: total\nof: events\nevent: Order")
                .trait("plan", "last: plan\nof: events")
                .trait("gift", "first: gift\nof: events")
                .trait("orders", "count: all\nof: events\nevent: [Order, Nothing]")
                .trait("page", "last: at.page\nof: events\nwithin: 30 days")
                .trait("dear", "count: total\nof: events\nwhere: {property: total, gt: 9}")
                .resolve();

        assertThat(bazaar.failed()).isEmpty();
        assertThat(bazaar.values("spent")).containsExactly("ada=19.5", "bob=null", "eve=null");
        assertThat(bazaar.values("largest")).containsExactly("ada=10.5", "bob=null", "eve=null");
        assertThat(bazaar.values("plan")).containsExactly("ada=\"5\"", "bob=null", "eve=null");
        assertThat(bazaar.values("gift")).containsExactly("ada=true", "bob=null", "eve=null");
        assertThat(bazaar.values("orders")).containsExactly("ada=2", "bob=0", "eve=1");
        assertThat(bazaar.values("page")).containsExactly("ada=\"home\"", "bob=null", "eve=null");
        assertThat(bazaar.values("dear")).containsExactly("ada=2", "bob=0", "eve=0");
    }

    @Test
    void columnsOfEventsArePropertiesUnderTheirOwnNames() {
        event("a", "Order", "ada", "01", "{\"user_id\":\"said\",\"type\":\"gift\"}");
        event("b", "View", "ada", "03", "{}");
        bazaar.trait("seen", "max: timestamp\nof: events")
                .trait("last", "last: event\nof: events")
                .trait("who", "unique: user_id\nof: events")
                .trait("said", "unique: _user_id\nof: events")
                .trait("kinds", "unique: type\nof: events")
                .trait(
                        "late",
                        "count: all\nof: events\nwhere: {property: timestamp, after: 2026-11-02}")
                .resolve();

        assertThat(bazaar.failed()).isEmpty();
        assertThat(bazaar.values("seen")).contains("ada=\"2026-11-03T00:00:00Z\"");
        assertThat(bazaar.values("last")).contains("ada=\"View\"");
        assertThat(bazaar.values("who")).contains("ada=[\"ada\"]");
        assertThat(bazaar.values("said")).contains("ada=[\"said\"]");
        assertThat(bazaar.values("kinds")).contains("ada=[\"gift\",\"track\"]");
        assertThat(bazaar.values("late")).contains("ada=1");
    }

    @Test
    void whatATraitIsOfDoesNotDependOnItsType() {
        event("a", "Order", "ada", "01", "{\"currency\":\"EUR\"}");
        event("b", "Order", "ada", "02", "{\"currency\":\"USD\"}");
        bazaar.trait("paid", "count: currency\nof: events\ntype: integer")
                .trait("currencies", "unique_count: currency\nof: events\ntype: number")
                .resolve();

        assertThat(bazaar.values("paid")).contains("ada=2");
        assertThat(bazaar.values("currencies")).contains("ada=2");
    }

    @Test
    void timesOfEventsCompareAsTimesAndWhatIsNoneIsNull() {
        event("a", "Order", "ada", "01", "{\"due\":\"2026-11-20T01:00:00+05:00\"}");
        event("b", "Order", "ada", "02", "{\"due\":\"2026-11-19T23:00:00Z\"}");
        event("c", "Order", "ada", "03", "{\"due\":\"soon\"}");
        bazaar.trait("due", "max: due\nof: events\ntype: timestamp").resolve();

        assertThat(bazaar.failed()).isEmpty();
        assertThat(bazaar.values("due")).contains("ada=\"2026-11-19T23:00:00Z\"");
    }

    @Test
    void aNumberAsTextIsAsItIsSent() {
        bazaar.trait("spent", "sum: amount\nof: transactions\ntype: text")
                .trait("most", "max: amount\nof: transactions\ntype: text")
                .trait("usual", "most_frequent: amount\nof: transactions\ntype: text")
                .trait("half", "expression: 2.50\ntype: text")
                .resolve();

        assertThat(bazaar.values("spent")).contains("ada=\"30.5\"");
        assertThat(bazaar.values("most")).contains("ada=\"20\"");
        assertThat(bazaar.values("usual")).contains("ada=\"10.5\"");
        assertThat(bazaar.values("half")).contains("ada=\"2.5\"");
    }

    @Test
    void aColumnThatIsNamedAnewStillAnswersToItsOwnName() {
        bazaar.trait("spent", "sum: total\nof: transactions")
                .trait("started", "min: started\nof: plans")
                .resolve();

        assertThat(bazaar.failed()).isEmpty();
        assertThat(bazaar.values("spent")).contains("ada=30.5");
        assertThat(bazaar.values("started")).contains("ada=\"2026-01-01T00:00:00Z\"");
    }

    @Test
    void anEventsSourceThatIsSeenGivesEventsToItsRecords() {
        bazaar.write(
                "entities/customer.yml",
                """
                records:
                  - from: shop.people
                    key: id
                    identifiers: {user_id: name}
                    attributes: {name: name}
                  - from: web
                events: [web]
                """);
        event("a", "Order", "ada", "01", "{}");
        bazaar.run(
                "insert into web.events values ('b', 'track', 'Order', 'ada', 'anon', timestamp"
                    + " '2026-11-02', null, '{\"context\":{\"traits\":{\"email\":\"a@x.org\"}}}'),"
                    + " ('c', 'track', 'Order', null, 'anon', timestamp '2026-11-02', null, '{}'),"
                    + " ('d', 'track', 'Order', null, null, timestamp '2026-11-02', null, '{}')");
        bazaar.trait("orders", "count: all\nof: events").resolve();

        assertThat(bazaar.values("orders")).contains("ada=3");
        assertThat(bazaar.rows("select id from shaduf.customer_events where customer_id is null"))
                .hasSize(1);
    }

    @Test
    void sqlAndExpressionsAreColumnsToo() {
        bazaar.trait("orders", "count: all\nof: transactions")
                .trait("spent", "sum: amount\nof: transactions")
                .trait("mean", "expression: spent / nullif(orders, 0)")
                .trait("class", "expression: \"case when mean > 10 then 'a' else 'b' end\"")
                .trait(
                        "kinds",
                        "sql: select customer_id, count(distinct type) as n from {{"
                                + " entity('customer', 'identifiers') }} group by 1")
                .trait("order", "expression: cast(kinds as varchar(9))\ntype: number")
                .resolve();

        assertThat(bazaar.failed()).isEmpty();
        assertThat(bazaar.values("mean")).containsExactly("ada=15.25", "bob=5", "eve=null");
        assertThat(bazaar.values("class")).containsExactly("ada=\"a\"", "bob=\"b\"", "eve=\"b\"");
        assertThat(bazaar.values("order")).containsExactly("ada=2", "bob=1", "eve=2");
    }

    @Test
    void aTraitThatFailsKeepsItsValuesAndTheOthersGoOn() {
        bazaar.trait("orders", "count: all\nof: transactions")
                .trait("twice", "expression: orders * 2")
                .resolve();
        bazaar.trait("twice", "expression: cast('x' || name as integer)")
                .trait("after", "expression: twice + 1")
                .trait("typo", "sum: amout\nof: transactions")
                .trait("text", "average: status\nof: transactions")
                .trait(
                        "rows",
                        "sql: \"select customer_id, 1 as n from {{ entity('customer',"
                                + " 'identifiers') }}\"")
                .trait("orders", "count: amount\nof: transactions")
                .resolve();

        assertThat(bazaar.values("orders")).containsExactly("ada=2", "bob=1", "eve=0");
        assertThat(bazaar.values("twice")).containsExactly("ada=4", "bob=2", "eve=0");
        assertThat(bazaar.failed().keySet())
                .containsExactlyInAnyOrder("after", "rows", "text", "twice", "typo");
        assertThat(bazaar.failed().get("typo"))
                .isEqualTo(
                        "traits/typo.yml, line 2: transactions have no property 'amout'. |"
                                + " Did you mean 'amount'?");
        assertThat(bazaar.failed().get("twice")).startsWith("traits/twice.yml, line 2: ");
        assertThat(bazaar.failed().get("rows")).contains("gives 2 profiles more than one row");
    }

    @Test
    void aDivisionByZeroIsNoNumber() {
        bazaar.trait("orders", "count: all\nof: transactions")
                .trait("part", "expression: 1.0 / orders")
                .resolve();

        String problem = bazaar.failed().get("part");
        if (problem == null) {
            assertThat(bazaar.values("part")).containsExactly("ada=0.5", "bob=1", "eve=null");
        } else {
            assertThat(problem).endsWith("Divide by nullif(…, 0): then the value is null.");
        }
    }

    @Test
    void aTraitThatIsGoneIsNoColumnAnyMore() throws java.io.IOException {
        bazaar.trait("orders", "count: all\nof: transactions")
                .trait("spent", "sum: amount\nof: transactions")
                .resolve();
        java.nio.file.Files.delete(bazaar.root.resolve("traits/spent.yml"));
        bazaar.resolve();

        assertThat(bazaar.profiles().get("ada").members()).containsKey("orders");
        assertThat(bazaar.profiles().get("ada").members()).doesNotContainKey("spent");
    }

    @Test
    void aColumnTakesTheTypeOfItsTrait() {
        bazaar.trait("value", "sum: amount\nof: transactions").resolve();
        bazaar.trait("value", "last: product\nof: transactions").resolve();

        assertThat(bazaar.values("value"))
                .containsExactly("ada=\"cup\"", "bob=\"tea\"", "eve=null");
    }

    @Test
    void whatIsTheSameIsLeftAsItIsUntilARowComes() {
        bazaar.trait("orders", "count: all\nof: transactions").resolve();
        bazaar.run("delete from shaduf.customer_transactions").resolve();
        assertThat(bazaar.rows("select * from shaduf.customer_transactions")).isEmpty();
        assertThat(bazaar.values("orders")).containsExactly("ada=2", "bob=1", "eve=0");

        bazaar.run("insert into shop.orders (order_id, who) values (5, 'eve')").resolve();
        assertThat(bazaar.rows("select * from shaduf.customer_transactions")).hasSize(5);
        assertThat(bazaar.values("orders")).containsExactly("ada=2", "bob=1", "eve=1");
    }

    @Test
    void onlyProfilesWhoseFactsAreOthersAreTouched() {
        crowd();
        bazaar.trait("orders", "count: all\nof: transactions")
                .trait("spent", "sum: amount\nof: transactions\nwithin: 30 days")
                .resolve();
        bazaar.run("insert into shop.orders (order_id, who) values (1000, 'p7')")
                .run("delete from shop.orders where order_id = 108")
                .run("update shop.orders set who = 'p3' where order_id = 109")
                .run("insert into shop.people values (100, 'new', null)")
                .resolve();

        assertThat(touched()).containsExactly("p3", "p7", "p8", "p9");
        assertThat(orders("p3", "p7", "p8", "p9", "p10", "new"))
                .containsExactly("p3=2", "p7=2", "p8=0", "p9=0", "p10=1", "new=0");

        bazaar.run("update shaduf.customer set orders = 77 where name = 'p11'")
                .run("insert into shop.orders (order_id, who) values (1001, 'p12')")
                .resolve();
        assertThat(touched()).containsExactly("p12");
        assertThat(orders("p11", "p12")).containsExactly("p11=1", "p12=2");
    }

    @Test
    void rowsThatAreThereTwiceCountTwice() {
        crowd();
        bazaar.trait("orders", "count: all\nof: transactions").resolve();
        bazaar.run("insert into shop.orders select * from shop.orders where order_id = 104")
                .resolve();
        assertThat(orders("p4", "p5")).containsExactly("p4=2", "p5=1");

        bazaar.run("insert into shop.orders select * from shop.orders where order_id = 105")
                .run("delete from shop.orders where order_id = 104")
                .run("insert into shop.orders (order_id, who) values (104, 'p4')")
                .resolve();
        assertThat(orders("p4", "p5")).containsExactly("p4=1", "p5=2");
    }

    @Test
    void factsThatCannotBeComputedSayWhy() {
        bazaar.write(
                "entities/customer.yml",
                """
                records:
                  - from: shop.people
                    key: id
                    identifiers: {user_id: name}
                    attributes: {name: name}
                transactions:
                  from: shop.orders
                  by: {user_id: who}
                  id: order_id
                  at: ordered_at
                  amount: cast(status as integer)
                """);
        bazaar.run("update shop.orders set status = '1'").resolve();
        bazaar.run("insert into shop.orders (order_id, who, status) values (9, 'ada', 'dear')");

        assertThatThrownBy(bazaar::resolve).hasStackTraceContaining("dear");
        bazaar.run("update shop.orders set status = '1'").resolve();
        assertThat(bazaar.rows("select * from shaduf.customer_transactions")).hasSize(5);
    }

    /** Forty people with an order each. */
    private void crowd() {
        for (int i = 0; i < 40; i++) {
            bazaar.run("insert into shop.people values (%d, 'p%d', null)".formatted(10 + i, i));
            bazaar.run(
                    "insert into shop.orders (order_id, who) values (%d, 'p%d')"
                            .formatted(100 + i, i));
        }
    }

    /** The names of the profiles whose facts the last run changed. */
    private List<String> touched() {
        return bazaar
                .rows(
                        "select name from shaduf.customer where customer_id in (select id from"
                                + " shaduf.customer_touched where version = (select max(version)"
                                + " from shaduf.customer_touched)) order by name")
                .stream()
                .map(row -> row.get("name").asText())
                .toList();
    }

    private List<String> orders(String... names) {
        List<String> all = bazaar.values("orders");
        return Stream.of(names)
                .flatMap(name -> all.stream().filter(value -> value.startsWith(name + "=")))
                .toList();
    }
}
