package dev.shaduf.engine.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.engine.project.Similar.Comparison;
import dev.shaduf.engine.project.Similar.Kind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

class SimilarSettingsTest {

    private static final String PEOPLE =
            """
            records:
              - {from: crm.people, key: id, attributes: {name: name, born: born, city: city}}
            identity:
            """;

    @TempDir private Path root;

    private Projects.Reading read(String identity) throws IOException {
        write("shaduf.yml", "name: town\nwarehouse: {type: duckdb}\n");
        write("sources/crm.yml", "type: warehouse\ntables: {people: {}}\n");
        write("entities/person.yml", PEOPLE + identity.indent(2));
        return Projects.read(root, Map.of());
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private Similar similar(String identity) throws IOException {
        if (read(identity) instanceof Projects.Reading.Good good) {
            Entity person = Objects.requireNonNull(good.project().entities().get("person"));
            return Objects.requireNonNull(person.identity().similar());
        }
        throw new AssertionError(problems(identity).toString());
    }

    private List<String> problems(String identity) throws IOException {
        return read(identity) instanceof Projects.Reading.Bad bad
                ? bad.problems().stream()
                        .map(p ->
                                "%d:%d %s (%s)"
                                        .formatted(p.line(), p.column(), p.message(), p.fix()))
                        .toList()
                : List.of();
    }

    @Test
    void itStandsWithoutIdentifiersAndHasItsDefaults() throws IOException {
        Similar similar = similar("similar: {compare: {name: name}, block_on: [[city]]}");

        assertThat(similar.compare())
                .containsExactly(new Comparison("name", Kind.NAME, List.of(0.92, 0.88, 0.7), true));
        assertThat(similar.blockOn()).containsExactly(List.of("city"));
        assertThat(similar.mergeAt()).isEqualTo(0.99);
        assertThat(similar.reviewAt()).isEqualTo(0.80);
        assertThat(similar.largest()).isEqualTo(100);
        assertThat(similar.truth()).isNull();
    }

    @Test
    void aComparisonMayBeWrittenAtLength() throws IOException {
        Similar similar =
                similar(
                        """
                        largest: 30
                        similar:
                          compare:
                            name: {kind: text, similarity: [0.9, 0.7], term_frequency: false}
                            born: {kind: date}
                          block_on: [[born], ["left(name, 3)", city]]
                          merge_at: 0.7
                          truth: who
                        """);

        assertThat(similar.compare())
                .containsExactly(
                        new Comparison("name", Kind.TEXT, List.of(0.9, 0.7), false),
                        new Comparison("born", Kind.DATE, List.of(), true));
        assertThat(similar.blockOn())
                .containsExactly(List.of("born"), List.of("left(name, 3)", "city"));
        assertThat(similar.reviewAt()).isEqualTo(0.7);
        assertThat(similar.largest()).isEqualTo(30);
        assertThat(similar.truth()).isEqualTo("who");
    }

    @Test
    void namesThatNobodyHasAreNamedWithTheNearest() throws IOException {
        assertThat(problems("similar: {compare: {nam: name}, block_on: [[borne], [zip]]}"))
                .containsExactly(
                        "4:23 no record has an identifier or attribute 'nam' (did you mean"
                                + " 'name'?)",
                        "4:47 no record has an identifier or attribute 'borne' (did you mean"
                                + " 'born'?)",
                        "4:56 no record has an identifier or attribute 'zip' (there are: born,"
                                + " city, name)");
    }

    @Test
    void sqlWithoutAnyNameIsNamed() throws IOException {
        assertThat(problems("similar: {compare: {name: name}, block_on: [[\"left(zip, 2)\"]]}"))
                .containsExactly(
                        "4:48 'left(zip, 2)' has no identifier or attribute in it (there are:"
                                + " born, city, name)");
    }

    @Test
    void aKindIsOneOfThoseThereAre() throws IOException {
        assertThat(problems("similar: {compare: {name: nmae}, block_on: [[city]]}"))
                .singleElement()
                .asString()
                .startsWith("4:29 ")
                .endsWith("(did you mean 'name'?)");
    }

    @Test
    void thresholdsAreProbabilities() throws IOException {
        String form = "similar: {compare: {name: name}, block_on: [[city]], %s}";

        assertThat(problems(form.formatted("merge_at: 95")))
                .containsExactly(
                        "4:66 'merge_at' is a probability: above 0 and at most 1 (did you mean"
                                + " 0.95?)");
        assertThat(problems(form.formatted("merge_at: 0.7, review_at: 0.9")))
                .singleElement()
                .asString()
                .contains("'review_at' is above 'merge_at'");
    }

    @Test
    void similaritiesFall() throws IOException {
        String form = "similar: {compare: {name: {kind: %s}}, block_on: [[city]]}";

        assertThat(problems(form.formatted("text, similarity: [0.8, 0.9]")))
                .containsExactly(
                        "4:60 similarities fall from below 1 to above 0 (write them like [0.95,"
                                + " 0.8])");
        assertThat(problems(form.formatted("date, similarity: [0.8]")))
                .singleElement()
                .asString()
                .contains("'similarity' is for names, texts and e-mail addresses");
    }

    @Test
    void emptyListsCompareNothingOrEverything() throws IOException {
        assertThat(problems("similar: {compare: {}, block_on: []}"))
                .anyMatch(p -> p.contains("'compare' names nothing"))
                .anyMatch(p -> p.contains("'block_on' has no list"));
        assertThat(problems("similar: {compare: {name: name}, block_on: [[city], []]}"))
                .singleElement()
                .asString()
                .contains("a list of 'block_on' is empty");
    }
}
