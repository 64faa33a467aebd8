package dev.shaduf.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineTest {

    @Test
    void valuesCannotCommandTheTerminal() {
        Line line = Line.of("a\nb\tc\u001b[31md\u0007");

        assertThat(line.plain()).isEqualTo("a⏎b c�[31md�");
        assertThat(line.coloured()).doesNotContain("\u001b");
    }

    @Test
    void coloursTakeNoWidth() {
        Line line = Line.of("+ ").plus("214 added", Ink.GREEN);

        assertThat(line.width()).isEqualTo(11);
        assertThat(line.coloured()).isEqualTo("+ \u001b[32m214 added\u001b[0m");
        assertThat(line.plain()).isEqualTo("+ 214 added");
    }

    @Test
    void whatIsCutEndsInAnEllipsis() {
        Line line = Line.of("one ", Ink.BOLD).plus("two").plus(" three");

        assertThat(line.cut(13).plain()).isEqualTo("one two three");
        assertThat(line.cut(12).plain()).isEqualTo("one two thr…");
        assertThat(line.cut(7).plain()).isEqualTo("one tw…");
        assertThat(line.cut(4).plain()).isEqualTo("one…");
        assertThat(Line.of("佐藤佐藤").cut(4).plain()).isEqualTo("佐…");
    }

    @Test
    void padsToEitherSide() {
        assertThat(Line.of("7").right(3).plain()).isEqualTo("  7");
        assertThat(Line.of("7").padded(3).plain()).isEqualTo("7  ");
        assertThat(Line.of("1234").right(3).plain()).isEqualTo("1234");
    }
}
