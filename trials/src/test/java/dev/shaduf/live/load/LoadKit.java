package dev.shaduf.live.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shaduf.engine.own.OwnFailure;
import dev.shaduf.engine.project.TrackingPlan.Unplanned;
import dev.shaduf.engine.project.TrackingPlan.Violations;
import dev.shaduf.live.event.Event;
import dev.shaduf.live.event.EventType;
import dev.shaduf.live.event.Refused;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Type.Kind;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The tables of event sources, by the letter of the contract, on every warehouse. */
interface LoadKit {

    /** A source with an empty schema. */
    Landing landing();

    @Test
    default void everyTableIsThereAfterTheFirstLoad() {
        Landing shop = landing();
        shop.load(shop.track("Order Completed", "{}"));

        assertThat(shop.tables())
                .containsExactlyInAnyOrder(
                        "events",
                        "tracks",
                        "order_completed",
                        "identifies",
                        "pages",
                        "screens",
                        "groups",
                        "aliases",
                        "users",
                        "accounts",
                        "discards",
                        "rejected_events",
                        "violations",
                        "names");
        assertThat(
                        shop.rows(
                                "select table_name from shaduf.shaduf_tables where table_schema ="
                                        + " 'shop'"))
                .containsExactlyInAnyOrderElementsOf(shop.tables());
    }

    @Test
    default void aTrackGoesIntoEventsTracksAndItsOwnTable() {
        Landing shop = landing();
        shop.load(
                shop.event(
                        EventType.TRACK,
                        "u1",
                        "\"event\":\"Order Completed\",\"context\":{\"ip\":\"1.2.3.4\",\"page\":"
                                + "{\"url\":\"/x\"}},\"properties\":{\"orderID\":\"o1\","
                                + "\"revenue\":12.5,\"coupon\":\"\",\"items\":[{\"sku\":1}],"
                                + "\"gift\":true,\"none\":null,\"empty\":{},"
                                + "\"ship\":{\"city\":{\"name\":\"Lyon\"}}}"));

        assertThat(
                        shop.rows(
                                "select id, user_id, event, event_text, context_ip,"
                                        + " context_page_url, order_id, revenue, coupon, gift,"
                                        + " ship_city_name, items from shop.order_completed"))
                .containsExactly(
                        "m1|u1|order_completed|Order Completed|1.2.3.4|/x|o1|12.5||true|Lyon|"
                                + "[{\"sku\":1}]");
        assertThat(shop.rows("select id, event, event_text, context_ip from shop.tracks"))
                .containsExactly("m1|order_completed|Order Completed|1.2.3.4");
        assertThat(shop.columns("tracks")).doesNotContain("order_id");
        assertThat(shop.columns("order_completed")).doesNotContain("none", "empty");
        assertThat(shop.rows("select id, type, event, user_id, skew_ms from shop.events"))
                .containsExactly("m1|track|Order Completed|u1|0");
        assertThat(
                        shop.rows(
                                "select count(*) from shop.order_completed where received_at >"
                                        + " original_timestamp and sent_at > \"timestamp\" and"
                                        + " loaded_at is not null"))
                .containsExactly("1");
        assertThat(shop.rows("select * from shop.discards")).isEmpty();
    }

    @Test
    default void theUserAgentFillsColumnsOfTheContext() {
        Landing shop = landing();
        String phone =
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15"
                        + " (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1";
        String context = "\"name\":\"Home\",\"context\":{\"userAgent\":\"%s\",\"os\":%s}";
        Event event = shop.event(EventType.PAGE, "u1", context.formatted(phone, "{\"name\":\"\"}"));
        shop.load(
                event, shop.event(EventType.PAGE, "u1", context.formatted("analytics/1", "null")));

        assertThat(
                        shop.rows(
                                "select context_browser_name, context_browser_version,"
                                        + " context_os_name, context_os_version,"
                                        + " context_device_type, context_device_model, context_bot,"
                                        + " name from shop.pages order by id"))
                .containsExactly(
                        "Mobile Safari|17.5|iOS|17.5|mobile|iPhone|false|Home",
                        "null|null|null|null|null|null|null|Home");
        assertThat(shop.rows("select payload from shop.events where id = 'm1'"))
                .containsExactly(new String(event.payload(), StandardCharsets.UTF_8));
        assertThat(shop.rows("select * from shop.discards")).isEmpty();
    }

    @Test
    default void thePayloadStaysAsItWas() {
        Landing shop = landing();
        String members =
                "\"event\":\"E\",\"properties\":{\"n\":1.50,\"big\":123456789012345678901234567890,"
                        + "\"z\":\"\\u0000\"}";
        Event event = shop.event(EventType.TRACK, "u1", members);
        shop.load(event);

        assertThat(shop.rows("select payload from shop.events"))
                .containsExactly(new String(event.payload(), StandardCharsets.UTF_8));
    }

    @Test
    default void theTraitsOfAnIdentifyMayBeInItsContextAlone() {
        Landing shop = landing();
        shop.load(
                shop.event(EventType.IDENTIFY, "u1", "\"context\":{\"traits\":{\"plan\":\"pro\"}}"),
                shop.event(
                        EventType.IDENTIFY,
                        "u2",
                        "\"traits\":{\"plan\":\"free\"},\"context\":{\"traits\":{\"seats\":5}}"));

        assertThat(shop.rows("select user_id, plan, context_traits_plan from shop.identifies"))
                .containsExactlyInAnyOrder("u1|pro|pro", "u2|free|null");
        assertThat(shop.rows("select id, plan from shop.users"))
                .containsExactlyInAnyOrder("u1|pro", "u2|free");
        assertThat(shop.columns("users")).doesNotContain("seats");
    }

    @Test
    default void callsGoIntoTheirTables() {
        Landing shop = landing();
        shop.load(
                shop.identify("u1", "{\"email\":\"a@x.com\"}"),
                shop.event(
                        EventType.PAGE,
                        "u1",
                        "\"name\":\"Home\",\"properties\":{\"name\":\"Other\",\"path\":\"/\"}"),
                shop.event(EventType.PAGE, "u1", "\"properties\":{\"category\":\"Docs\"}"),
                shop.event(EventType.SCREEN, "u1", "\"name\":\"Start\""),
                shop.event(EventType.GROUP, "u1", "\"groupId\":\"g1\",\"traits\":{\"seats\":5}"),
                shop.event(EventType.ALIAS, "u1", "\"previousId\":\"anon\""));

        assertThat(shop.rows("select id, email from shop.identifies"))
                .containsExactly("m1|a@x.com");
        assertThat(shop.rows("select id, name, category, path from shop.pages order by id"))
                .containsExactly("m2|Home|null|/", "m3|null|Docs|null");
        assertThat(shop.rows("select id, name from shop.screens")).containsExactly("m4|Start");
        assertThat(shop.rows("select id, group_id, seats from shop.groups"))
                .containsExactly("m5|g1|5");
        assertThat(shop.rows("select id, previous_id from shop.aliases"))
                .containsExactly("m6|anon");
        assertThat(shop.rows("select id, email from shop.users")).containsExactly("u1|a@x.com");
        assertThat(shop.rows("select id, seats from shop.accounts")).containsExactly("g1|5");
        assertThat(shop.rows("select count(*) from shop.events")).containsExactly("6");
        assertThat(shop.rows("select count(*) from shop.tracks")).containsExactly("0");
        assertThat(shop.rows("select * from shop.discards")).isEmpty();
    }

    @Test
    default void aPropertyNamedLikeAStandardColumnIsKeptBesideIt() {
        Landing shop = landing();
        shop.load(
                shop.track(
                        "E",
                        "{\"id\":\"own\",\"userId\":\"x\",\"context_ip\":\"y\",\"event\":\"z\"}"),
                shop.track("Users", "{\"a\":1}"));

        assertThat(shop.rows("select id, _id, _user_id, _context_ip, _event from shop.e"))
                .containsExactly("m1|own|x|y|z");
        assertThat(shop.rows("select event, a from shop._users")).containsExactly("_users|1");
    }

    @Test
    default void theFirstNameOwnsAColumnAlsoAfterARestart() {
        Landing shop = landing();
        shop.load(shop.track("E", "{\"orderID\":1,\"order_id\":2}"));
        shop.restart();
        shop.load(shop.track("E", "{\"order_id\":4,\"orderID\":3}"));

        assertThat(shop.rows("select order_id, order_id_ca13a6 from shop.e order by id"))
                .containsExactly("1|2", "3|4");
        assertThat(
                        shop.rows(
                                "select column_name, original from shop.names where table_name ="
                                        + " 'e' and column_name is not null order by column_name"))
                .containsExactly("order_id|orderID", "order_id_ca13a6|order_id");
        assertThat(
                        shop.rows(
                                "select table_name, original from shop.names where column_name is"
                                        + " null"))
                .containsExactly("e|E");
    }

    @Test
    default void eventNamesThatBecomeOneShareATable() {
        Landing shop = landing();
        shop.load(shop.track("Order Completed", "{\"a\":1}"));
        shop.restart();
        shop.load(shop.track("order-completed", "{\"a\":2}"));

        assertThat(shop.rows("select event, event_text, a from shop.order_completed order by a"))
                .containsExactly(
                        "order_completed|Order Completed|1", "order_completed|order-completed|2");
    }

    @Test
    default void aFractionWidensAColumnAndWhatADoubleCannotHoldMoves() {
        Landing shop = landing();
        shop.load(
                shop.track("E", "{\"n\":9007199254740993}"),
                shop.track("E", "{\"n\":5}"),
                shop.track("E", "{\"n\":9223372036854775807}"));
        assertThat(shop.kind("e", "n")).isEqualTo(Kind.INTEGER);
        shop.load(shop.track("E", "{\"n\":3.5}"), shop.track("E", "{\"n\":9007199254740993}"));

        assertThat(shop.kind("e", "n")).isEqualTo(Kind.FLOAT);
        assertThat(shop.rows("select id, n + 0.25 from shop.e where n is not null order by id"))
                .containsExactly("m2|5.25", "m4|3.75");
        assertThat(
                        shop.rows(
                                "select row_id, column_value, reason from shop.discards where"
                                        + " table_name = 'e' and column_name = 'n' order by"
                                        + " row_id"))
                .containsExactly(
                        "m1|9007199254740993|inexact",
                        "m3|9223372036854775807|inexact",
                        "m5|9007199254740993|inexact");
    }

    @Test
    default void widenedWithinOneBatchIsTheSame() {
        Landing shop = landing();
        shop.load(
                shop.track("E", "{\"n\":5}"),
                shop.track("E", "{\"n\":9007199254740993}"),
                shop.track("E", "{\"n\":3.5}"));

        assertThat(shop.rows("select id, n + 0.25 from shop.e order by id"))
                .containsExactly("m1|5.25", "m2|null", "m3|3.75");
        assertThat(shop.rows("select row_id, column_value from shop.discards"))
                .containsExactly("m2|9007199254740993");
    }

    @Test
    default void whatDoesNotFitIsDiscardedAndTheRowLoaded() {
        Landing shop = landing();
        shop.load(shop.track("E", "{\"n\":5,\"t\":\"x\",\"at\":\"2026-01-01T00:00:00Z\"}"));
        shop.load(
                shop.track(
                        "E", "{\"n\":\"five\",\"t\":[1,2],\"at\":\"soon\",\"other\":{\"b\":[]}}"));

        assertThat(shop.rows("select id, n, t, other_b from shop.e order by id"))
                .containsExactly("m1|5|x|null", "m2|null|[1,2]|[]");
        assertThat(
                        shop.rows(
                                "select table_name, column_name, row_id, column_value, reason from"
                                        + " shop.discards order by column_name"))
                .containsExactly("e|at|m2|soon|wrong_type", "e|n|m2|five|wrong_type");
    }

    @Test
    default void anObjectIsFlattenedBesideAScalarAndFitsIntoJson() {
        Landing shop = landing();
        shop.load(shop.track("E", "{\"a\":1,\"list\":[1]}"));
        shop.load(shop.track("E", "{\"a\":{\"b\":2},\"list\":{\"x\":1}}"));

        assertThat(shop.rows("select id, a, a_b, list from shop.e order by id"))
                .containsExactly("m1|1|null|[1]", "m2|null|2|{\"x\":1}");
        assertThat(shop.rows("select * from shop.discards")).isEmpty();
    }

    @Test
    default void aTypeThatTheUserAlteredIsRespected() {
        Landing shop = landing();
        shop.load(shop.track("E", "{\"n\":5,\"code\":7}"));
        shop.sql("alter table shop.e alter column n type integer");
        shop.sql("alter table shop.e alter column code type varchar");
        shop.load(shop.track("E", "{\"n\":3000000000,\"code\":8}"), shop.track("E", "{\"n\":6}"));

        assertThat(shop.rows("select id, n, code from shop.e order by id"))
                .containsExactly("m1|5|7", "m2|null|8", "m3|6|null");
        assertThat(shop.rows("select row_id, column_value, reason from shop.discards"))
                .containsExactly("m2|3000000000|out_of_range");
    }

    @Test
    default void newPropertiesBeyondTheMostColumnsAreDiscarded() {
        Landing shop = landing();
        shop.maxColumns(14);
        String many =
                IntStream.range(0, 10)
                        .mapToObj(i -> "\"p" + i + "\":" + i)
                        .collect(Collectors.joining(",", "{", "}"));
        shop.load(shop.track("E", many));
        shop.load(shop.track("E", many));

        assertThat(shop.columns("e")).hasSize(14).contains("p0", "p3").doesNotContain("p4");
        assertThat(
                        shop.rows(
                                "select distinct reason, count(*) from shop.discards where"
                                        + " table_name = 'e' group by reason"))
                .containsExactly("too_many_columns|12");
        assertThat(shop.rows("select count(*) from shop.events")).containsExactly("2");
    }

    @Test
    default void usersKeepTheLatestValueOfEachTrait() {
        Landing shop = landing();
        shop.load(
                shop.identifyAt("u1", "{\"plan\":\"pro\"}", 300),
                shop.identifyAt("u1", "{\"city\":\"Paris\"}", 100),
                shop.identifyAt("u2", "{\"plan\":\"free\",\"city\":null}", 100));
        assertThat(shop.rows("select id, plan, city from shop.users order by id"))
                .containsExactly("u1|pro|Paris", "u2|free|null");

        shop.load(
                shop.identifyAt("u1", "{\"city\":\"Lyon\",\"plan\":\"old\",\"age\":7}", 200),
                shop.identifyAt("u2", "{\"plan\":null,\"city\":\"Nice\"}", 200));

        assertThat(shop.rows("select id, plan, city, age from shop.users order by id"))
                .containsExactly("u1|pro|Lyon|7", "u2|free|Nice|null");
    }

    @Test
    default void anEventThatIsKnownIsDropped() {
        Landing shop = landing();
        Event event = shop.track("E", "{\"a\":1}");
        shop.load(event, event);
        shop.load(event);
        shop.restart();
        shop.load(event, shop.track("E", "{\"a\":2}"));

        assertThat(shop.rows("select id, a from shop.e order by id"))
                .containsExactly("m1|1", "m2|2");
        assertThat(shop.rows("select count(*) from shop.events")).containsExactly("2");
        assertThat(shop.rows("select count(*) from shop.tracks")).containsExactly("2");
    }

    @Test
    default void anIdIsNewAgainAfterTheTimeThatTheSourceSays() {
        Landing shop = landing();
        shop.load(shop.page("p", Duration.ZERO));
        shop.load(shop.page("p", Duration.ofHours(24)));
        assertThat(shop.rows("select count(*) from shop.pages")).containsExactly("1");
        shop.load(shop.page("p", Duration.ofHours(24).plusSeconds(1)));
        assertThat(shop.rows("select count(*) from shop.pages")).containsExactly("2");
    }

    @Test
    default void whatWasLoadedIsNotLoadedTwice() {
        Landing shop = landing();
        Event first = shop.track("E", "{\"a\":1}");
        Event second = shop.track("E", "{\"a\":2}");
        assertThat(shop.loadAt(0, first, second)).isEqualTo(2);
        shop.restart();

        assertThat(shop.loadAt(0, first)).isEqualTo(2);
        assertThat(shop.loadAt(2, shop.track("E", "{\"a\":3}"))).isEqualTo(3);
        assertThat(shop.rows("select a from shop.e order by a")).containsExactly("1", "2", "3");
    }

    @Test
    default void refusedEventsAreRows() {
        Landing shop = landing();
        byte[] text = "{\"type\":\"track\"} \0 kaputt".getBytes(StandardCharsets.UTF_8);
        shop.load(new Refused("shop", 1_777_636_800_000_000L, "no_user", text));

        assertThat(shop.rows("select received_at, reason from shop.rejected_events"))
                .containsExactly("2026-05-01 12:00:00|no_user");
    }

    @Test
    default void aTableThatIsNotShadufsIsLeftAlone() {
        Landing shop = landing();
        shop.sql("create schema shop");
        shop.sql("create table shop.signed_up (mine varchar)");
        shop.load(shop.track("Signed Up", "{\"a\":1}"));

        assertThat(shop.rows("select * from shop.signed_up")).isEmpty();
        String own =
                shop.tables().stream()
                        .filter(name -> name.startsWith("signed_up_"))
                        .findFirst()
                        .orElseThrow();
        assertThat(shop.rows("select event, a from shop." + own)).containsExactly(own + "|1");
    }

    @Test
    default void aStandardTableThatIsNotShadufsStopsTheLoad() {
        Landing shop = landing();
        shop.sql("create schema shop");
        shop.sql("create table shop.pages (mine varchar)");

        assertThatThrownBy(() -> shop.load(shop.track("E", "{}")))
                .isInstanceOfSatisfying(
                        ShadufException.class,
                        e -> assertThat(e.code()).isEqualTo(OwnFailure.NOT_OWN_TABLE));
        assertThat(shop.tables()).containsExactly("pages");
    }

    @Test
    default void aPlanMarksWhatLooksDifferent() {
        Landing shop = landing();
        shop.plan(Unplanned.ALLOW, Violations.ALLOW);
        Event twice = shop.track("E", "{\"n\":\"five\"}");
        shop.load(twice, shop.track("E", "{\"n\":5}"), shop.track("Other", "{}"));
        shop.load(twice, shop.track("E", "{\"s\":1}"));

        assertThat(
                        shop.rows(
                                "select event_id, event, field, kind, message from shop.violations"
                                        + " order by event_id, kind"))
                .containsExactly(
                        "m1|E|properties.n|type|is a string, not a number",
                        "m3|Other|null|unplanned_event|the event is not in the plan",
                        "m4|E|properties.n|required|is missing",
                        "m4|E|properties.s|type|is an integer, not a string");
        assertThat(shop.rows("select id from shop.events order by id"))
                .containsExactly("m1", "m2", "m3", "m4");
        assertThat(shop.rows("select count(*) from shop.violations where received_at is null"))
                .containsExactly("0");
    }

    @Test
    default void aPlanDropsPropertiesButNotFromThePayload() {
        Landing shop = landing();
        shop.plan(Unplanned.ALLOW, Violations.DROP_PROPERTY);
        Event event = shop.track("E", "{\"n\":5,\"s\":6,\"t\":7}");
        shop.load(event);

        assertThat(shop.columns("e")).contains("n", "t").doesNotContain("s");
        assertThat(shop.rows("select n, t from shop.e")).containsExactly("5|7");
        assertThat(shop.rows("select field, kind from shop.violations"))
                .containsExactly("properties.s|type");
        assertThat(shop.rows("select payload from shop.events"))
                .containsExactly(new String(event.payload(), StandardCharsets.UTF_8));
    }

    @Test
    default void aPlanRejectsEvents() {
        Landing shop = landing();
        shop.plan(Unplanned.REJECT, Violations.REJECT);
        Event event = shop.track("E", "{}");
        shop.load(event, shop.track("Other", "{}"), shop.track("E", "{\"n\":5}"));

        assertThat(shop.rows("select reason from shop.rejected_events order by reason"))
                .containsExactly("plan_violation: properties.n is missing", "unplanned_event");
        assertThat(shop.rows("select payload from shop.rejected_events where reason like 'plan%'"))
                .containsExactly(new String(event.payload(), StandardCharsets.UTF_8));
        assertThat(shop.rows("select id from shop.events")).containsExactly("m3");
        assertThat(shop.rows("select * from shop.violations")).isEmpty();
        assertThat(shop.tables()).doesNotContain("other");
    }

    @Test
    default void whatAPlanRejectsIsSetAsideOnce() {
        Landing shop = landing();
        shop.plan(Unplanned.REJECT, Violations.REJECT);
        Event refused = shop.refused("twice");
        shop.load(refused, refused, shop.refused("other"));
        shop.load(refused, shop.track("E", "{\"n\":1}"));
        shop.restart();
        shop.load(refused);

        assertThat(shop.rows("select reason, count(*) from shop.rejected_events group by reason"))
                .containsExactly("unplanned_event|2");
        assertThat(shop.rows("select count(*) from shop.events")).containsExactly("1");
    }
}
