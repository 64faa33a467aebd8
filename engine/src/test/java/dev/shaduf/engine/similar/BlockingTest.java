package dev.shaduf.engine.similar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class BlockingTest {

    private static final List<String> COMPARED = List.of("first_name", "last_name", "city");

    @Test
    void listDecidesTheAttributesItNames() {
        assertThat(Blocking.of(List.of("last_name", "city"), COMPARED).uses())
                .containsExactlyInAnyOrder("last_name", "city");
    }

    @Test
    void listDecidesWhatItsExpressionsMention() {
        assertThat(Blocking.of(List.of("left(First_Name, 3)"), COMPARED).uses())
                .containsExactly("first_name");
    }

    @Test
    void textInQuotesMentionsNothing() {
        assertThat(Blocking.of(List.of("replace(last_name, 'city', '')"), COMPARED).uses())
                .containsExactly("last_name");
    }
}
