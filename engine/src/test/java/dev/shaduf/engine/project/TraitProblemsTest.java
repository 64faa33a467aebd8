package dev.shaduf.engine.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.engine.project.Trait.Aggregate;
import dev.shaduf.engine.project.Trait.Expression;
import dev.shaduf.engine.project.Trait.Function;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

class TraitProblemsTest {

    private static final String ENTITY =
            """
            records:
              - from: crm.contacts
                key: id
                identifiers: {user_id: id, email: email}
                attributes: {City: city}
            transactions: {from: crm.orders, by: {user_id: who}, id: id, at: at, amount: total}
            events: [web]
            related:
              plans: {from: crm.plans, by: {email: mail}}
            """;

    @TempDir private Path root;

    @BeforeEach
    void begin() throws IOException {
        write("shaduf.yml", "name: town\nwarehouse: {type: duckdb}\n");
        write(
                "sources/crm.yml",
                "type: warehouse\ntables: {contacts: {}, orders: {}, plans: {}}\n");
        write("sources/web.yml", "type: events\nwrite_key: web\n");
        write("entities/customer.yml", ENTITY);
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private TraitProblemsTest trait(String name, String yaml) throws IOException {
        write("traits/" + name + ".yml", "entity: customer\n" + yaml + "\n");
        return this;
    }

    private List<String> problems() {
        return Projects.read(root, Map.of()) instanceof Projects.Reading.Bad bad
                ? bad.problems().stream()
                        .map(p ->
                                "%s:%d:%d %s (%s)"
                                        .formatted(
                                                p.file(),
                                                p.line(),
                                                p.column(),
                                                p.message(),
                                                p.fix()))
                        .toList()
                : List.of();
    }

    private Project project() {
        assertThat(problems()).isEmpty();
        return ((Projects.Reading.Good) Projects.read(root, Map.of())).project();
    }

    @Test
    void anAggregateIsRead() throws IOException {
        trait(
                "lifetime_value",
                "sum: amount\nof: transactions\nwithin: 365 days\n"
                        + "where: {property: status, is: x}");
        Trait trait = Objects.requireNonNull(project().traits().get("lifetime_value"));

        assertThat(trait.rule())
                .isInstanceOfSatisfying(
                        Aggregate.class,
                        rule -> {
                            assertThat(rule.function()).isEqualTo(Function.SUM);
                            assertThat(rule.value()).isEqualTo("amount");
                            assertThat(rule.of()).isEqualTo("transactions");
                            assertThat(rule.within()).isEqualTo(Duration.ofDays(365));
                            assertThat(rule.line()).isEqualTo(2);
                        });
    }

    @Test
    void anExpressionComesAfterTheTraitsItReads() throws IOException {
        trait("a", "expression: \"b + length('c') -- d\"")
                .trait("b", "count: all\nof: events")
                .trait("c", "count: all\nof: events")
                .trait(
                        "d",
                        "sql: select customer_id, 1 as n from"
                                + " {{ entity('customer', 'records') }}");
        Project project = project();

        assertThat(Objects.requireNonNull(project.traits().get("a")).rule())
                .isInstanceOfSatisfying(
                        Expression.class, rule -> assertThat(rule.traits()).containsExactly("b"));
        assertThat(Graph.of(project).order())
                .extracting(Graph.Node::name)
                .containsSubsequence("customer", "b", "a");
    }

    @Test
    void whoReadsTheProfilesComesAfterTheirTraits() throws IOException {
        trait("n", "count: all\nof: events");
        write("models/big.yml", "key: id\nsql: select * from {{ ref('customer') }}\n");
        Graph graph = Graph.of(project());

        assertThat(graph.needs(new Graph.Node("model", "big")))
                .containsExactlyInAnyOrder(
                        new Graph.Node("entity", "customer"), new Graph.Node("trait", "n"));
        assertThat(Selection.parse(List.of("customer")).in(graph))
                .extracting(Graph.Node::toString)
                .containsExactly("entity:customer", "trait:n");
    }

    @Test
    void cyclesAreRefused() throws IOException {
        trait("a", "expression: b + 1").trait("b", "expression: a + 1");
        trait("c", "sql: \"select customer_id, x from {{ ref('big') }}\"");
        trait("d", "sql: \"select customer_id, x from {{ ref('customer') }}\"");
        write("models/big.yml", "key: id\nsql: select * from {{ ref('customer') }}\n");

        assertThat(problems())
                .anyMatch(p -> p.contains("these need each other: a -> b -> a"))
                .anyMatch(p -> p.contains("big -> c -> big") || p.contains("c -> big -> c"))
                .anyMatch(p -> p.contains("trait 'd' reads the profiles that it is a column of"));
    }

    @Test
    void namesOfColumnsThatAreThereAreTaken() throws IOException {
        trait("city", "count: all\nof: events").trait("first_seen", "count: all\nof: events");

        assertThat(problems())
                .containsExactly(
                        "traits/city.yml:0:0 'City' is an attribute of the entity 'customer'"
                                + " already (rename the file, or the attribute in"
                                + " entities/customer.yml)",
                        "traits/first_seen.yml:0:0 'first_seen' is a column of every customer"
                                + " already (rename the file)");
    }

    @Test
    void aTraitSaysOneThingOfFactsThatAreThere() throws IOException {
        trait("a", "sum: amount\ncount: all\nof: transaction")
                .trait("b", "of: events")
                .trait("c", "count: all")
                .trait("d", "expression: 1\nwithin: 3 days");

        assertThat(problems())
                .containsExactly(
                        "traits/a.yml:3:1 trait 'a' has sum and count; only one can hold (remove"
                                + " one)",
                        "traits/a.yml:4:5 entity 'customer' has no 'transaction' (did you mean"
                                + " 'transactions'?)",
                        "traits/b.yml:1:1 trait 'b' does not say what it is (write one of sum,"
                                + " count, average, min, max, first, last, most_frequent, unique,"
                                + " unique_count, exists, sql, expression)",
                        "traits/c.yml:1:1 trait 'c' does not say whose facts it is of (add 'of:"
                                + " transactions', 'of: events' or a related name)",
                        "traits/d.yml:3:1 'within' says nothing beside 'expression' (remove it:"
                                + " the SQL says which facts count)");
    }

    @Test
    void windowsNeedLengthAndTime() throws IOException {
        trait("a", "count: all\nof: events\nwithin: 0 days")
                .trait("b", "count: all\nof: plans\nwithin: 3 days")
                .trait("c", "last: plan\nof: plans");

        assertThat(problems())
                .containsExactly(
                        "traits/a.yml:4:9 'within' must be more than nothing and at most 1,000"
                                + " years, not '0 days' (write '30 days', or remove it to count all"
                                + " facts)",
                        "traits/b.yml:4:1 'within' needs the time of 'plans', which says no 'at'"
                                + " (add 'at:' to related plans in entities/customer.yml)",
                        "traits/c.yml:2:1 'last' needs the time of 'plans', which says no 'at'"
                                + " (add 'at:' to related plans in entities/customer.yml)");
    }

    @Test
    void aWrongKeyOrValueOfAConditionIsOneProblem() throws IOException {
        trait("a", "count: all\nof: transactions\nwhere: {property: status, iss: paid}");
        trait("b", "count: all\nof: transactions\nwhere: {property: at, within_last: soon}");

        assertThat(problems())
                .containsExactly(
                        "traits/a.yml:4:27 unknown key 'iss' in 'where' (did you mean 'is'?)",
                        "traits/b.yml:4:36 'where.within_last' must be a duration such as"
                                + " '15 minutes' or '30d', not 'soon' ()");
    }

    @Test
    void factsNameTablesAndIdentifiersThatAreThere() throws IOException {
        write(
                "entities/customer.yml",
                """
                records:
                  - {from: crm.contacts, key: id, identifiers: {user_id: id}}
                transactions: {from: crm.order, by: {userid: who}, id: id, at: at}
                events: [crm, web, web]
                related:
                  events: {from: nothing, by: {}}
                """);

        assertThat(problems())
                .containsExactly(
                        "entities/customer.yml:3:22 source 'crm' has no table 'order' (did you mean"
                                + " 'orders'?)",
                        "entities/customer.yml:3:38 no record has an identifier 'userid' (did you"
                                + " mean 'user_id'?)",
                        "entities/customer.yml:4:10 the source 'crm' has no events (name a source"
                                + " of type 'events')",
                        "entities/customer.yml:4:20 'web' is named twice (remove one)",
                        "entities/customer.yml:6:3 'events' cannot be the name of a related table"
                            + " (small letters, digits and _, and neither transactions nor events)",
                        "entities/customer.yml:6:18 no model or entity 'nothing' (there are:"
                                + " customer)",
                        "entities/customer.yml:6:31 'by' of events is empty (name an identifier and"
                                + " its column: {user_id: customer_id})");
    }
}
