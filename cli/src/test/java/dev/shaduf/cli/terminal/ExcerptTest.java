package dev.shaduf.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.stream.Collectors;

class ExcerptTest {

    @Test
    void showsTheLineTheCaretsAndTheNextStep() {
        Excerpt excerpt =
                new Excerpt(
                        "sources/crm.yml",
                        7,
                        14,
                        3,
                        "  contacts: {pth: data/crm/*.csv, key: contact_id}",
                        "unknown key 'pth' in table 'contacts'",
                        "did you mean 'path'?");

        assertThat(text(excerpt, 100))
                .isEqualTo(
                        """
                        sources/crm.yml:7:14  unknown key 'pth' in table 'contacts'
                             7 |   contacts: {pth: data/crm/*.csv, key: contact_id}
                               |              ^^^ did you mean 'path'?\
                        """);
    }

    @Test
    void aWholeFileHasNoExcerpt() {
        Excerpt excerpt =
                new Excerpt("shaduf.yml", 0, 0, 1, null, "there is no project here", "shaduf init");

        assertThat(text(excerpt, 100))
                .isEqualTo("shaduf.yml  there is no project here\n  shaduf init");
    }

    @Test
    void aWholeLineHasNoCarets() {
        Excerpt excerpt = new Excerpt("a.yml", 3, 0, 1, "key: id", "key twice", "remove one");

        assertThat(text(excerpt, 100))
                .isEqualTo("a.yml:3  key twice\n     3 | key: id\n       | remove one");
    }

    @Test
    void aLongLineIsShownAroundTheMistake() {
        String line = "x".repeat(200) + "wrong" + "y".repeat(200);
        Excerpt excerpt = new Excerpt("a.yml", 1, 201, 5, line, "no", "");

        String[] lines = text(excerpt, 80).split("\n");

        assertThat(lines[1]).startsWith("     1 | …xxxxx").endsWith("y…");
        assertThat(lines[1].indexOf("wrong")).isEqualTo(lines[2].indexOf("^^^^^"));
        assertThat(lines[1]).hasSize(80);
    }

    @Test
    void caretsStandBelowWideCharacters() {
        Excerpt excerpt = new Excerpt("a.yml", 1, 5, 2, "佐藤: no", "m", "");

        assertThat(text(excerpt, 80)).endsWith("       |       ^^");
    }

    private static String text(Excerpt excerpt, int width) {
        return excerpt.lines(width).stream()
                .map(line -> line.plain().stripTrailing())
                .collect(Collectors.joining("\n"));
    }
}
