package dev.shaduf.engine.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.engine.project.Model.ModelTest;
import dev.shaduf.engine.project.Model.ModelTest.Kind;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;

class ModelTestsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir Path root;
    Shop shop;

    @BeforeEach
    void open() {
        shop =
                new Shop(root)
                        .run(
                                "insert into shop.customers values (1, 'a@x', 'free',"
                                    + " '2026-11-20'), (1, 'b@x', 'gold', '2026-11-21'), (2, null,"
                                    + " null, null)");
    }

    @AfterEach
    void close() {
        shop.close();
    }

    private TestResult result(ModelTest test) {
        shop.model("m", "email", "select * from {{ source('shop', 'customers') }}", test);
        return shop.models().test(shop.project().models().get("m"), NOW).results().getFirst();
    }

    @Test
    void uniqueShowsEveryRowOfARepeatedValue() {
        TestResult result = result(Shop.test(Kind.UNIQUE, "id", "{}"));

        assertThat(result.failing()).isEqualTo(2);
        assertThat(result.examples().getFirst())
                .hasToString(
                        "{\"id\":1,\"email\":\"a@x\",\"plan\":\"free\",\"seen\":\"2026-11-2"
                                + "0T00:00:00Z\"}");
        assertThat(result.message())
                .isEqualTo("2 rows have a value that occurs more than once: id.");
    }

    @Test
    void notNullCountsRowsWithoutValue() {
        assertThat(result(Shop.test(Kind.NOT_NULL, "email", "{}")).failing()).isEqualTo(1);
        assertThat(result(Shop.test(Kind.NOT_NULL, "id", "{}")).passed()).isTrue();
    }

    @Test
    void acceptedValuesCompareAsValues() {
        assertThat(
                        result(Shop.test(Kind.ACCEPTED_VALUES, "plan", "{\"values\":[\"free\"]}"))
                                .failing())
                .isEqualTo(1);
        assertThat(result(Shop.test(Kind.ACCEPTED_VALUES, "id", "{\"values\":[1.0, 2]}")).passed())
                .isTrue();
    }

    @Test
    void relationshipsFindWhatIsNotInTheOtherModel() {
        shop.model("others", "id", "select 1 as id");

        assertThat(
                        result(
                                        Shop.test(
                                                Kind.RELATIONSHIPS,
                                                "id",
                                                "{\"to\":\"others\",\"field\":\"id\"}"))
                                .failing())
                .isEqualTo(1);
    }

    @Test
    void severalTestsOfAModelEachCountTheirOwnRows() {
        shop.model("others", "id", "select 1 as id union all select 1 union all select null");
        shop.model(
                "m",
                "email",
                "select * from {{ source('shop', 'customers') }}",
                Shop.test(Kind.NOT_NULL, "email", "{}"),
                Shop.test(Kind.RELATIONSHIPS, "id", "{\"to\":\"others\",\"field\":\"id\"}"),
                Shop.test(Kind.UNIQUE, "id", "{}"),
                Shop.test(Kind.ACCEPTED_VALUES, "plan", "{\"values\":[\"100%\", \"%s\"]}"));

        Tested tested = shop.models().test(shop.project().models().get("m"), NOW);

        assertThat(tested.rows()).isEqualTo(3);
        assertThat(tested.results().stream().map(TestResult::failing))
                .containsExactly(1L, 1L, 2L, 2L);
    }

    @Test
    void freshnessLooksAtTheNewestValue() {
        assertThat(result(Shop.test(Kind.FRESHNESS, "seen", "{\"within\":\"1 day\"}")).passed())
                .isTrue();
        assertThat(result(Shop.test(Kind.FRESHNESS, "seen", "{\"within\":\"1 hour\"}")).failing())
                .isEqualTo(1);
    }
}
