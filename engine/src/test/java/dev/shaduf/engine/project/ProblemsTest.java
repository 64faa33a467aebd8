package dev.shaduf.engine.project;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Bad files and exactly what is said of them: {@code problems.txt}. */
class ProblemsTest {

    @TempDir Path directory;

    static Stream<String> cases() throws IOException {
        try (InputStream in = ProblemsTest.class.getResourceAsStream("problems.txt")) {
            String all =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(all.split("(?m)^=====\n"));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyProblemIsNamedWithItsPlaceAndFix(String written) {
        String[] halves = written.split("(?m)^-----\n");
        Example example = new Example(directory);
        for (String part : halves[0].split("(?m)^@")) {
            if (!part.isBlank()) {
                int end = part.indexOf('\n');
                example.file(part.substring(0, end), part.substring(end + 1));
            }
        }

        assertThat(String.join("\n", example.lines())).isEqualTo(halves[1].strip());
    }

    @Test
    void secretsAreNeverShown() {
        String excerpts =
                String.join(
                        "\n",
                        new Example(directory)
                                        .file(
                                                "destinations/crm.yml",
                                                "type: http\n"
                                                        + "auth: {bearer: bare-secret, beerer:"
                                                        + " meant-secret}\n"
                                                        + "passwort: loud-secret\n"
                                                        + "bas_url: http://me:url-secret@host\n")
                                        .file(
                                                "destinations/more.yml",
                                                "type: http\npassword: broken-secret]: {\n")
                                        .problems()
                                        .stream()
                                        .map(Problem::toString)
                                        .toList());

        assertThat(excerpts).contains("unknown_key", "broken_yaml").doesNotContain("-secret");
    }

    @Test
    void directoryWithoutProjectSaysWhatToDo() {
        assertThat(Projects.read(directory, java.util.Map.of(), Example.CATALOG))
                .isInstanceOfSatisfying(
                        Projects.Reading.Bad.class,
                        bad ->
                                assertThat(bad.problems())
                                        .singleElement()
                                        .satisfies(problem -> {
                                            assertThat(problem.code()).isEqualTo("no_project");
                                            assertThat(problem.fix()).contains("shaduf init");
                                        }));
    }

    @Test
    void fileThatIsNotUtf8IsOneProblem() throws IOException {
        Example example = new Example(directory);
        Files.write(directory.resolve("models/customers.yml"), new byte[] {'k', (byte) 0xff, 'x'});

        assertThat(example.lines())
                .isEqualTo(
                        List.of(
                                "models/customers.yml:0:0 unreadable: the file is not UTF-8 | save"
                                        + " it as UTF-8"));
    }

    @Test
    void caretsPointAtTheWrongWords() {
        Problem problem =
                new Example(directory)
                        .file(
                                "models/customers.yml",
                                "key: id\nsql: |\n  select 'é😀' from {{ ref('nobody') }}\n")
                        .problems()
                        .getFirst();

        assertThat(problem.excerpt()).isEqualTo("  select 'é😀' from {{ ref('nobody') }}");
        assertThat(problem.column()).isEqualTo(20);
        assertThat(problem.length()).isEqualTo("{{ ref('nobody') }}".length());
    }
}
