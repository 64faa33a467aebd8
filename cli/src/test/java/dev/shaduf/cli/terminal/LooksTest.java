package dev.shaduf.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Map;

class LooksTest {

    @Test
    void aTerminalHasColourAndMoves() {
        assertThat(Looks.of(Map.of(), 120)).isEqualTo(new Looks(120, true, true));
        assertThat(Looks.of(Map.of("COLUMNS", "132"), 120).width()).isEqualTo(132);
        assertThat(Looks.of(Map.of(), 40).width()).isEqualTo(80);
    }

    @Test
    void noColorTakesTheColourAway() {
        assertThat(Looks.of(Map.of("NO_COLOR", "1"), 120)).isEqualTo(new Looks(120, false, true));
        assertThat(Looks.of(Map.of("NO_COLOR", ""), 120).colour()).isTrue();
    }

    @Test
    void aDumbTerminalGetsPlainLines() {
        assertThat(Looks.of(Map.of("TERM", "dumb"), 120)).isEqualTo(new Looks(120, false, false));
    }

    @Test
    void aPipeHasNeither() {
        assertThat(Looks.of(Map.of(), null)).isEqualTo(Looks.PIPED);
        assertThat(Looks.of(Map.of("COLUMNS", "200"), null))
                .isEqualTo(new Looks(200, false, false));
    }
}
