package dev.shaduf.destination.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.json.Json;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPathTest {

    private static final Json JSON =
            Json.parse("{\"a\":{\"b\":[1,{\"c\":2},{\"c\":3}],\"d e\":4},\"f.g\":5}");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    $.a.b[0]      | [1]
                    a.b[-1].c     | [3]
                    $.a.b[*].c    | [2, 3]
                    $.a['d e']    | [4]
                    $["f.g"]      | [5]
                    $.a.x.y       | []
                    $.a.b[9]      | []
                    $.a.b.*       | [1, {"c":2}, {"c":3}]
                    """)
    void leadsToValues(String path, String values) {
        assertThat(JsonPath.of(path).all(JSON)).hasToString(values);
    }

    @ParameterizedTest
    @ValueSource(strings = {"$.a[", "a..b", "$[x]", "a]"})
    void oddPathsAreRefused(String path) {
        assertThatThrownBy(() -> JsonPath.of(path)).isInstanceOf(ShadufException.class);
    }
}
