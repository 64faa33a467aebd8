package dev.shaduf.trials.trait;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.spi.json.Json;
import dev.shaduf.testkit.warehouse.OpenWarehouse;
import dev.shaduf.trials.postgres.Warehouses;
import dev.shaduf.trials.trait.Evaluator.Fact;
import dev.shaduf.trials.trait.Evaluator.Rule;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;

/**
 * Random traits over random orders are worth what a plain evaluation in Java says, at first and
 * after anything that changes, when what stands is not computed again.
 */
class RandomTraitsTest {

    private static final List<String> PEOPLE =
            List.of("ada", "bob", "eve", "dan", "fay", "gus", "hal", "ida", "jon", "nobody");
    private static final List<String> NUMBERS = List.of("amount", "qty");
    private static final List<String> VALUES =
            List.of("amount", "qty", "status", "gift", "product");
    private static final List<String> TEXTS = List.of("a", "B", "b", "ä", "Zürich", "", "O'Hara");
    private static final int ORDERS = 120;
    private static final int TRAITS = 60;

    @TempDir private Path root;

    @Test
    void onDuckDb() {
        compare(new Bazaar(root, OpenWarehouse.inMemory(root)), new Random(1));
    }

    @Test
    void onPostgres() throws SQLException {
        compare(new Bazaar(root, Warehouses.empty()), new Random(2));
    }

    private static void compare(Bazaar bazaar, Random random) {
        try (bazaar) {
            for (int i = 0; i < PEOPLE.size(); i++) {
                person(bazaar, i);
            }
            Map<Long, Order> orders = new LinkedHashMap<>();
            for (long id = 0; id < ORDERS; id++) {
                order(bazaar, orders, id, random);
            }
            Map<String, Rule> rules = new LinkedHashMap<>();
            for (int i = 0; i < TRAITS; i++) {
                rules.put("t" + i, trait(bazaar, "t" + i, random));
            }
            compare(bazaar, orders, rules, "at first");
            for (int i = 0; i < 2 * Change.values().length; i++) {
                Change change = Change.values()[i % Change.values().length];
                change(bazaar, orders, rules, change, random);
                compare(bazaar, orders, rules, i + " " + change);
            }
        }
    }

    private static void compare(
            Bazaar bazaar, Map<Long, Order> orders, Map<String, Rule> rules, String after) {
        bazaar.resolve();

        assertThat(bazaar.failed()).isEmpty();
        Map<String, Json.Obj> profiles = bazaar.profiles();
        rules.forEach((name, rule) ->
                profiles.forEach((who, profile) -> {
                    List<Fact> own =
                            orders.values().stream()
                                    .filter(order -> order.who().equals(who))
                                    .map(Order::fact)
                                    .toList();
                    Json expected = Evaluator.of(rule, own, bazaar.now());
                    Json actual = profile.get(name);
                    assertThat(Evaluator.same(expected, actual))
                            .as(
                                    "%s: %s of %s: %s, not %s: %s",
                                    after, name, who, expected, actual, rule)
                            .isTrue();
                }));
    }

    /** What happens between two runs. */
    private enum Change {
        NOTHING,
        HOURS_PASS,
        AN_ORDER_COMES,
        AN_ORDER_GOES,
        A_PERSON_GOES,
        A_PERSON_COMES,
        A_TRAIT_CHANGES,
        A_VALUE_IS_OVERWRITTEN
    }

    private static void change(
            Bazaar bazaar,
            Map<Long, Order> orders,
            Map<String, Rule> rules,
            Change change,
            Random random) {
        switch (change) {
            case NOTHING -> {}
            case HOURS_PASS -> bazaar.passes(Duration.ofHours(1 + random.nextInt(60)));
            case AN_ORDER_COMES ->
                    order(bazaar, orders, ORDERS + random.nextInt(1_000_000), random);
            case AN_ORDER_GOES -> {
                long gone = orders.keySet().iterator().next();
                orders.remove(gone);
                bazaar.run("delete from shop.orders where order_id = " + gone);
            }
            case A_PERSON_GOES -> bazaar.run("delete from shop.people where id = 0");
            case A_PERSON_COMES -> person(bazaar, 0);
            case A_TRAIT_CHANGES -> rules.put("t0", trait(bazaar, "t0", random));
            case A_VALUE_IS_OVERWRITTEN ->
                    bazaar.run("update shaduf.customer set t1 = null where name = 'eve'");
        }
    }

    private static void person(Bazaar bazaar, int id) {
        bazaar.run("insert into shop.people values (%d, '%s', null)".formatted(id, PEOPLE.get(id)));
    }

    private record Order(String who, Fact fact) {}

    private static void order(Bazaar bazaar, Map<Long, Order> orders, long id, Random random) {
        String who = PEOPLE.get(random.nextInt(PEOPLE.size() - 1));
        Map<String, Object> values = new HashMap<>();
        put(values, "amount", BigDecimal.valueOf(random.nextInt(500), 1), random);
        put(values, "qty", random.nextInt(4), random);
        put(values, "status", random.nextBoolean() ? "paid" : "open", random);
        put(values, "gift", random.nextBoolean(), random);
        put(values, "product", TEXTS.get(random.nextInt(TEXTS.size())), random);
        Instant at =
                random.nextInt(8) == 0
                        ? null
                        : Bazaar.NOW.plus(Duration.ofHours(6L * (random.nextInt(200) - 180)));
        orders.put(id, new Order(who, new Fact(id, at, values)));
        bazaar.run(
                "insert into shop.orders values (%d, '%s', %s, %s, %s, %s, %s, %s)"
                        .formatted(
                                id,
                                who,
                                literal(at),
                                literal(values.get("amount")),
                                literal(values.get("qty")),
                                literal(values.get("status")),
                                literal(values.get("gift")),
                                literal(values.get("product"))));
    }

    private static void put(Map<String, Object> values, String name, Object value, Random random) {
        if (random.nextInt(6) > 0) {
            values.put(name, value);
        }
    }

    private static String literal(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case String text -> "'" + text.replace("'", "''") + "'";
            case Instant at -> "timestamp '" + at.toString().replace("Z", "") + "'";
            default -> value.toString();
        };
    }

    private static Rule trait(Bazaar bazaar, String name, Random random) {
        List<String> functions =
                List.of(
                        "sum",
                        "count",
                        "average",
                        "min",
                        "max",
                        "first",
                        "last",
                        "most_frequent",
                        "unique",
                        "unique_count",
                        "exists");
        String function = functions.get(random.nextInt(functions.size()));
        boolean numeric = function.equals("sum") || function.equals("average");
        List<String> values = new ArrayList<>(numeric ? NUMBERS : VALUES);
        if (function.equals("count") || function.equals("exists")) {
            values.add("all");
        }
        String value = values.get(random.nextInt(values.size()));
        Duration within = random.nextBoolean() ? null : Duration.ofDays(1 + random.nextInt(40));
        Both where = condition(random, 2);
        bazaar.trait(
                name,
                "%s: %s\nof: transactions\n%swhere: %s"
                        .formatted(
                                function,
                                value,
                                within == null ? "" : "within: " + within.toDays() + " days\n",
                                where.json()));
        return new Rule(function, value, within, where.holds());
    }

    /** A condition in both forms. */
    private record Both(Json json, Predicate<Fact> holds) {}

    private static Both condition(Random random, int depth) {
        int kind = depth == 0 ? 3 : random.nextInt(6);
        if (kind > 2) {
            return comparison(random);
        }
        Both one = condition(random, depth - 1);
        Both other = condition(random, depth - 1);
        Json both = Json.array(List.of(one.json(), other.json()));
        return switch (kind) {
            case 0 -> new Both(Json.object().with("all", both), one.holds().and(other.holds()));
            case 1 -> new Both(Json.object().with("any", both), one.holds().or(other.holds()));
            default -> new Both(Json.object().with("not", one.json()), one.holds().negate());
        };
    }

    private static Both comparison(Random random) {
        return switch (random.nextInt(7)) {
            case 0 -> test("status", "is", Json.of("paid"), value -> value.equals("paid"));
            case 1 -> test("status", "is_not", Json.of("paid"), value -> !value.equals("paid"));
            case 2 -> {
                BigDecimal least = BigDecimal.valueOf(random.nextInt(500), 1);
                yield test(
                        "amount",
                        "gte",
                        Json.of(least),
                        value -> ((BigDecimal) value).compareTo(least) >= 0);
            }
            case 3 -> {
                List<Json> some = List.of(Json.of(1), Json.of(3));
                yield test(
                        "qty", "in", Json.array(some), value -> value.equals(1) || value.equals(3));
            }
            case 4 -> test("gift", "is", Json.of(true), value -> value.equals(true));
            case 5 ->
                    test(
                            "product",
                            "starts_with",
                            Json.of("O'"),
                            value -> value.toString().startsWith("O'"));
            default ->
                    new Both(
                            Json.object()
                                    .with("property", Json.of("qty"))
                                    .with("absent", Json.of(true)),
                            fact -> fact.values().get("qty") == null);
        };
    }

    private static Both test(
            String property, String operator, Json operand, Predicate<Object> holds) {
        return new Both(
                Json.object().with("property", Json.of(property)).with(operator, operand),
                fact -> {
                    Object value = fact.values().get(property);
                    return value != null && holds.test(Objects.requireNonNull(value));
                });
    }
}
