package dev.shaduf.tidy;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.StringWrapper;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** One format, so that no diff is about it. */
class FormatTest {

    private static final int COLUMNS = 100;

    private final Formatter formatter =
            new Formatter(JavaFormatterOptions.builder().style(Style.AOSP).build());

    @Test
    void javaIsFormatted() throws IOException {
        var offenders = new Offenders();
        for (Path file : Checkout.java()) {
            String before = Checkout.text(file);
            Optional<String> after = formatted(file, before, offenders);
            if (after.isEmpty() || after.get().equals(before)) {
                continue;
            }
            if (Fix.WANTED) {
                Files.writeString(Checkout.ROOT.resolve(file), after.get());
            } else {
                offenders.add(file, firstDifference(before, after.get()), "is not formatted");
            }
        }
        offenders.none("Format them: mvn -q -o -pl tidy test -Dtidy.fix=true");
    }

    @Test
    void linesHaveAtMostAHundredColumns() {
        Fix.assumeNot();
        var offenders = new Offenders();
        for (Path file : Checkout.java()) {
            int number = 0;
            boolean inText = false;
            for (String line : Checkout.text(file).lines().toList()) {
                number++;
                boolean free = inText || line.startsWith("import ") || line.contains("://");
                if (!free && line.codePointCount(0, line.length()) > COLUMNS) {
                    offenders.add(file, number, "has more than " + COLUMNS + " columns");
                }
                inText ^= line.split("\"\"\"", -1).length % 2 == 0;
            }
        }
        offenders.none("Break these lines by hand:");
    }

    private Optional<String> formatted(Path file, String source, Offenders offenders) {
        try {
            // Breaking long strings can leave something to format.
            return Optional.of(once(once(source)));
        } catch (FormatterException e) {
            e.diagnostics().forEach(d -> offenders.add(file, d.line(), d.message()));
            return Optional.empty();
        }
    }

    private String once(String source) throws FormatterException {
        return StringWrapper.wrap(formatter.formatSourceAndFixImports(source), formatter);
    }

    private static long firstDifference(String before, String after) {
        String[] olds = before.split("\n", -1);
        String[] news = after.split("\n", -1);
        int line = 0;
        while (line < olds.length && line < news.length && olds[line].equals(news[line])) {
            line++;
        }
        return line + 1L;
    }
}
