package dev.shaduf.trials.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.spi.json.Json;
import dev.shaduf.trials.commands.Shell.Answer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Persons in a file, spelled differently, as somebody at a terminal sees them. */
class SimilarCommandsTest {

    @TempDir private Path root;
    private Shell shell = new Shell(Path.of(""));

    @BeforeEach
    void people() {
        StringBuilder rows = new StringBuilder("id,first,last,born,who\n");
        for (int i = 0; i < 120; i++) {
            String first = "f" + "aeiou".charAt(i % 5) + "rst" + (char) ('a' + i % 19);
            String last = "l" + "aeiou".charAt(i % 4) + "nem" + (char) ('a' + i % 23);
            String born = "19%02d-%02d-%02d".formatted(40 + i % 59, 1 + i % 12, 1 + i % 28);
            rows.append("%d,%s,%s,%s,%d\n".formatted(i, first, last, born, i));
            if (i % 2 == 0) {
                String again = i % 4 == 0 ? last + "s" : "x" + last.substring(1);
                rows.append("%d,%s,%s,%s,%d\n".formatted(1_000 + i, first, again, born, i));
            }
        }
        shell =
                new Shell(root)
                        .file("shaduf.yml", "name: people\nwarehouse: {type: duckdb, path: w.db}\n")
                        .file("people.csv", rows.toString())
                        .file(
                                "sources/lists.yml",
                                "type: files\ntables: {people: {path: people.csv, key: id}}\n")
                        .file("entities/person.yml", entity("0.99"));
    }

    private static String entity(String mergeAt) {
        return """
        records:
          - {from: lists.people, key: id, attributes: {first: first, last: last, born: born}}
        identity:
          guard: off
          similar:
            compare: {first: name, last: name, born: date}
            block_on: [[last], [born], [first]]
            merge_at: %s
            review_at: 0.01
            truth: who
        """
                .formatted(mergeAt);
    }

    @Test
    void aPlanShowsWhatEachThresholdMakesAndARunLeavesAPage() throws IOException {
        Answer plan = shell.type("plan", "--json");
        assertThat(plan.exit()).isZero();
        Json thresholds = member(plan, "thresholds");
        assertThat(Shell.Answer.at(thresholds, "0.merge_at")).isEqualTo("0.5");
        assertThat(((Json.Arr) thresholds).items()).hasSize(5);
        assertThat(Shell.Answer.at(thresholds, "4.truth.profiles.precision")).isEqualTo("1");
        assertThat(root.resolve(".shaduf/reports")).doesNotExist();

        shell.type("run");
        assertThat(shell.type("plan", "person").out())
                .contains("merge_at", "weights", "blocking list", "of profiles");
        Path page = root.resolve(".shaduf/reports/similar-person.html");
        assertThat(Files.readString(page)).contains("<svg").doesNotContain("http");
        assertThat(Json.parse(Files.readString(page.resolveSibling("similar-person.json"))))
                .isInstanceOf(Json.Obj.class);
    }

    private static Json member(Answer answer, String name) {
        Json.Obj entity = (Json.Obj) ((Json.Arr) get(answer.document(), "entities")).items().get(0);
        return get((Json.Obj) get(entity, "similar"), name);
    }

    private static Json get(Json.Obj object, String name) {
        Json value = object.get(name);
        assertThat(value).as(name).isNotNull();
        return value == null ? Json.NULL : value;
    }

    @Test
    void twoRecordsAreExplainedWhetherTheyAreOneOrNot() {
        shell.type("run");

        Answer one = shell.type("explain", "person", "lists.people:0", "lists.people:1000");
        assertThat(one.exit()).isZero();
        assertThat(one.out()).contains("similar  lists.people 0 ~ lists.people 1000", "together");
        Answer two = shell.type("explain", "person", "lists.people:0", "lists.people:7", "--json");
        assertThat(two.exit()).isZero();
        assertThat(Double.parseDouble(two.at("similar.score"))).isLessThan(0.5);
        assertThat(two.at("similar.comparisons.0.comparison")).isEqualTo("first");
    }

    @Test
    void pairsAreListedAndDecided() {
        shell.file("entities/person.yml", entity("1"));
        shell.type("run");
        List<Json.Obj> waiting = shell.type("review", "person", "--json").rows();
        assertThat(waiting.size()).isGreaterThan(1);
        String first = Answer.at(waiting.get(0), "pair_id");
        String last = Answer.at(waiting.get(waiting.size() - 1), "pair_id");
        assertThat(shell.type("review", "person").out()).contains(first, "--accept ID");

        assertThat(shell.type("review", "person", "--accept", last, "--reject", first).exit())
                .isZero();
        shell.type("run", "--full");
        assertThat(shell.type("review", "person", "--json").out()).doesNotContain(first, last);
        assertThat(
                        shell.type(
                                        "query",
                                        "--csv",
                                        "select decision, count(*) from shaduf.person_reviews where"
                                                + " decision is not null group by 1 order by 1")
                                .out())
                .contains("accept,1", "reject,1");
        Answer gone = shell.type("review", "person", "--accept", last);
        assertThat(gone.exit()).isEqualTo(2);
        assertThat(gone.error()).contains("No pair '" + last + "' of person waits");
    }
}
