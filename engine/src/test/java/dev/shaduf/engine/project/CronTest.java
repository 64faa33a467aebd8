package dev.shaduf.engine.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.stream.Collectors;

class CronTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "0 6 * * 1-5        | 4 | 1,2,3,4,5",
                "*/15 * * * *       | 0 | 0,15,30,45",
                "5/20 * * * *       | 0 | 5,25,45",
                "0 8-18/4 * * *     | 1 | 8,12,16",
                "0 0 1,15 * *       | 2 | 1,15",
                "0 0 * jan,MAR *    | 3 | 1,3",
                "0 0 * * sun        | 4 | 0",
                "0 0 * * 7          | 4 | 0,7"
            })
    void fieldMatchesTheseNumbers(String text, int field, String numbers) {
        assertThat(
                        Cron.parse(text).fields().get(field).stream()
                                .mapToObj(String::valueOf)
                                .collect(Collectors.joining(",")))
                .isEqualTo(numbers);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "0 6 * *        | has 4 fields",
                "60 * * * *     | '60' is no minute (0 to 59)",
                "* 5-1 * * *    | '5-1' is no hour",
                "* * 0 * *      | day of month (1 to 31)",
                "* * * foo *    | 'foo' is no month",
                "*/0 * * * *    | '0' is no minute",
                "1,, * * * *    | '' is no minute"
            })
    void whatIsNoExpressionIsNamed(String text, String message) {
        assertThatThrownBy(() -> Cron.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
