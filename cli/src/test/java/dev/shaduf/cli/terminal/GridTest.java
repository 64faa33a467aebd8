package dev.shaduf.cli.terminal;

import static dev.shaduf.cli.terminal.Grid.Align.LEFT;
import static dev.shaduf.cli.terminal.Grid.Align.RIGHT;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.Collectors;

class GridTest {

    @Test
    void alignsTheRunsOfAProject() {
        Grid grid =
                new Grid(RIGHT, LEFT, LEFT, RIGHT, RIGHT, LEFT, LEFT)
                        .header("run", "sync", "when", "took", "planned", "status")
                        .row("17", "vip_crm", "today 14:02", "2m 18s", "1,246", "warning")
                        .row("17", "exports", "today 14:02", "1.1 s", "52,043", "succeeded")
                        .row(
                                "16",
                                "churn_table",
                                "today 13:45",
                                "0.4 s",
                                "1,904",
                                "failed",
                                "GUARD_REMOVED");

        assertThat(text(grid.lines(100)))
                .isEqualTo(
                        """
                        run   sync          when            took   planned   status
                         17   vip_crm       today 14:02   2m 18s     1,246   warning
                         17   exports       today 14:02    1.1 s    52,043   succeeded
                         16   churn_table   today 13:45    0.4 s     1,904   failed      GUARD_REMOVED\
                        """);
    }

    @Test
    void cutsTheWidestTextAndNeverANumber() {
        Grid grid =
                new Grid(LEFT, RIGHT, LEFT)
                        .row("short", "123,456,789", "a text that is much too long for this line");

        List<Line> lines = grid.lines(40);

        assertThat(text(lines)).isEqualTo("short   123,456,789   a text that is mu…");
        assertThat(lines.getFirst().width()).isEqualTo(40);
    }

    @Test
    void emptyCellsKeepTheirColumn() {
        Grid grid =
                new Grid(LEFT, RIGHT, LEFT)
                        .indented(2)
                        .spaced(1)
                        .row("a", "100", "x")
                        .row("b", "", "y")
                        .row("c");

        assertThat(text(grid.lines(80))).isEqualTo("  a 100 x\n  b     y\n  c");
    }

    @Test
    void wideScriptsAndEmojiStayInTheirColumn() {
        Grid grid = new Grid(LEFT, LEFT).row("佐藤", "1").row("Zoë 🌻", "2").row("José", "3");

        assertThat(text(grid.lines(80))).isEqualTo("佐藤     1\nZoë 🌻   2\nJosé     3");
    }

    private static String text(List<Line> lines) {
        return lines.stream().map(Line::plain).collect(Collectors.joining("\n"));
    }
}
