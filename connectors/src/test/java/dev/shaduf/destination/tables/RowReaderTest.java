package dev.shaduf.destination.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shaduf.spi.destination.OutRow;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

class RowReaderTest {

    private final List<String> cells = new ArrayList<>();
    private final RowReader reader = new RowReader(1, List.of("a", "b \"c\"", "d"));

    private List<String> read(String match, String fields) throws IOException {
        cells.clear();
        reader.read(
                new OutRow(1, "1", List.of(match), fields),
                (column, cell) ->
                        cells.add(
                                "%d %s %s %s"
                                        .formatted(column, cell.kind(), cell.text(), cell.json())));
        return List.copyOf(cells);
    }

    @Test
    void everyKindOfValueIsSeen() throws IOException {
        assertThat(read("-1.5e+21", "{\"a\":null,\"b \\\"c\\\"\":true,\"d\":\"é😀\"}"))
                .containsExactly(
                        "0 NUMBER -1.5e+21 -1.5e+21",
                        "1 NULL null null",
                        "2 FLAG true true",
                        "3 TEXT é😀 \"é😀\"");
    }

    @Test
    void escapesAreReadAndKeptInJson() throws IOException {
        assertThat(read("\"\\u00e9\\\\\"", "{\"a\":\"\\\"\\/\\n\\t\\r\\b\\f\\ud83d\\ude00\"}"))
                .containsExactly(
                        "0 TEXT é\\ \"\\u00e9\\\\\"",
                        "1 TEXT \"/\n\t\r\b\f😀 \"\\\"\\/\\n\\t\\r\\b\\f\\ud83d\\ude00\"");
    }

    @Test
    void nestedValuesAreTheirText() throws IOException {
        assertThat(read("1", "{\"a\":{\"x\":[1,\"]}\\\"\"]},\"d\":[]}"))
                .containsExactly(
                        "0 NUMBER 1 1",
                        "1 NESTED {\"x\":[1,\"]}\\\"\"]} {\"x\":[1,\"]}\\\"\"]}",
                        "3 NESTED [] []");
    }

    @Test
    void fieldsMayComeInAnyOrderWithBlanksBetween() throws IOException {
        assertThat(read("1", " { \"d\" : 1 ,\n\"\\u0061\" :2, \"b \\\"c\\\"\": 3 } "))
                .containsExactly("0 NUMBER 1 1", "3 NUMBER 1 1", "1 NUMBER 2 2", "2 NUMBER 3 3");
        assertThat(read("1", "{}")).hasSize(1);
    }

    @Test
    void aLongRowComesAfterAShortOne() throws IOException {
        String text = "x".repeat(100_000);
        read("1", "{\"a\":1}");
        assertThat(read("1", "{\"a\":\"" + text + "\\n\"}"))
                .contains("1 TEXT " + text + "\n \"" + text + "\\n\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":\"x", "{\"a\":[1"})
    void aTextThatEndsEarlyIsAFault(String text) {
        assertThatThrownBy(() -> read("1", text)).isInstanceOf(IOException.class);
    }
}
