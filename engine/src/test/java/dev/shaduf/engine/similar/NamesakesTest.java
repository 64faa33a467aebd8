package dev.shaduf.engine.similar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.engine.project.Similar.Kind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Twelve hundred persons share sixty names, and each has an address made of name and number. Every
 * tenth is there again, with a letter of the address lost.
 */
class NamesakesTest {

    private static final int PERSONS = 1_200;
    private static final List<String> FIRST =
            List.of("anna", "bruno", "clara", "david", "emilie", "felix");
    private static final List<String> LAST =
            List.of(
                    "adler",
                    "berger",
                    "conrad",
                    "dorner",
                    "engels",
                    "fischer",
                    "gerber",
                    "hartmann",
                    "illner",
                    "jansen");

    @TempDir Path directory;

    private static String person(int record) {
        int person = record < PERSONS ? record : (record - PERSONS) * 10;
        String first = FIRST.get(person % 6);
        String last = LAST.get(person / 6 % 10);
        int wrong = record < PERSONS ? 0 : 1 + record % (last.length() - 2);
        String written = wrong == 0 ? last : last.substring(0, wrong) + last.substring(wrong + 1);
        return "%s|%s|%s.%s%d@x.org".formatted(first, last, first, written, 3_000 + person * 7);
    }

    @Test
    void aLetterLostIsToldFromTheAddressOfANamesake() {
        try (Register register = new Register(directory)) {
            register.compare("first_name", Kind.NAME)
                    .compare("last_name", Kind.NAME)
                    .compare("email", Kind.EMAIL)
                    .block("first_name", "last_name")
                    .block("email")
                    .persons(PERSONS * 11 / 10, NamesakesTest::person);
            List<String> found = register.pairs(0.99);
            List<String> wanted =
                    IntStream.range(0, PERSONS / 10)
                            .mapToObj(i -> i * 10 + "-" + (PERSONS + i))
                            .toList();
            assertThat(found).containsExactlyInAnyOrderElementsOf(wanted);
        }
    }
}
