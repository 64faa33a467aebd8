package dev.shaduf.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

class CsvFileTest {

    @TempDir Path directory;

    @Test
    void writesEveryKindOfField() throws IOException {
        Path path = directory.resolve("a.csv");
        try (CsvFile file = new CsvFile(path, "a,b,c,d,e,f")) {
            file.id('c', 7).number(12).money(-5).money(120_450).time(-1).text("🌻").end();
            file.text("").text(null).text("a,b").text("say \"no\"").text("two\nlines").end();
        }

        assertThat(path)
                .hasContent(
                        """
                        a,b,c,d,e,f
                        c_7,12,-0.05,1204.50,1969-12-31T23:59:59Z,🌻
                        "",,"a,b","say ""no""\","two
                        lines"
                        """);
    }

    @Test
    void takesTextsLongerThanItsBuffer() throws IOException {
        Path path = directory.resolve("a.csv");
        String text = "ü".repeat(100_000);
        try (CsvFile file = new CsvFile(path, "a")) {
            file.text(text).end();
        }

        assertThat(path).hasContent("a\n" + text + "\n");
    }
}
