package dev.shaduf.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

class BoardTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void whatIsPrintedStaysAboveTheLiveLines() {
        try (Board board = new Board(screen(new Looks(100, false, true)))) {
            Board.Gauge gauge = board.add("vip_crm", 100, "");
            gauge.settled(40, 2, 1, 7);
            board.print(List.of(Line.of("exports  done")));
        }

        assertThat(text())
                .startsWith("exports  done\n\r\u001b[2Kvip_crm  ━")
                .contains("50 / 100   2 rejected   1 deferred   7 aborted\n")
                .endsWith("\u001b[1A\u001b[J");
    }

    @Test
    void aPipeGetsNoControlCodes() {
        try (Board board = new Board(screen(Looks.PIPED))) {
            board.add("vip_crm", 100, "");
            board.print(List.of(Line.of("exports  done", Ink.GREEN)));
        }

        assertThat(text()).isEqualTo("exports  done\n");
    }

    private Screen screen(Looks looks) {
        return new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8), looks);
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
