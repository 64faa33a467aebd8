package dev.shaduf.engine.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.List;

class TreesTest {

    private final Findings findings = new Findings();

    @Test
    void everyKeyAndValueKnowsItsPlace() {
        Tree tree = read("a: 1\nb:\n  - x\n  - {c: \"d\"}\n");

        Tree one = scalar("1", Tree.Tag.WHOLE, place(1, 4, 1));
        Tree x = scalar("x", Tree.Tag.TEXT, place(3, 5, 1));
        Tree d = scalar("d", Tree.Tag.TEXT, place(4, 9, 3));
        Tree inner = keys(place(4, 5, 8), new Tree.Entry("c", place(4, 6, 1), d));
        Tree list = new Tree.Items(List.of(x, inner), place(3, 3, 1));
        assertThat(tree)
                .isEqualTo(
                        keys(
                                place(1, 1, 1),
                                new Tree.Entry("a", place(1, 1, 1), one),
                                new Tree.Entry("b", place(2, 1, 1), list)));
    }

    @Test
    void wordsOfYaml11AreTexts() {
        Tree tree = read("[on, off, yes, no, 1_000, 2026-11-21]");

        for (int i = 0; i < 6; i++) {
            assertThat(tree == null ? null : tree.item(i))
                    .isInstanceOfSatisfying(
                            Tree.Scalar.class,
                            scalar -> assertThat(scalar.tag()).isEqualTo(Tree.Tag.TEXT));
        }
    }

    @Test
    void emptyFileIsAnEmptyMap() {
        assertThat(read("# nothing\n")).isEqualTo(new Tree.Keys(List.of(), place(1, 1, 1)));
    }

    @Test
    void deepNestingIsOneFinding() {
        assertThat(read("[".repeat(100_000))).isNull();
        assertThat(findings.list())
                .singleElement()
                .satisfies(f -> assertThat(f.message()).contains("nested deeper"));
    }

    @Test
    void aliasesThatMultiplyAreOneFinding() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 20; i++) {
            String last = "*a" + (i - 1);
            bomb.append("a%d: &a%d [%s, %s, %s, %s]\n".formatted(i, i, last, last, last, last));
        }

        assertThat(read(bomb.toString())).isNull();
        assertThat(findings.list()).hasSize(1);
    }

    @Test
    void aliasOfItselfIsOneFinding() {
        assertThat(read("a: &a [*a]\n")).isNull();
        assertThat(findings.list()).hasSize(1);
    }

    private @Nullable Tree read(String text) {
        return Trees.read("x.yml", text, findings);
    }

    private static Tree keys(Place place, Tree.Entry... entries) {
        return new Tree.Keys(List.of(entries), place);
    }

    private static Place place(int line, int column, int length) {
        return new Place("x.yml", line, column, length);
    }

    private static Tree scalar(String text, Tree.Tag tag, Place place) {
        return new Tree.Scalar(text, tag, place, place.line());
    }
}
